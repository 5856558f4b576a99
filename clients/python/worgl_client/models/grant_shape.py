from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.wallet_role import WalletRole
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="GrantShape")



@_attrs_define
class GrantShape:
    """ Money the treasurer gave: newly issued, or out of the commons or the operator's account.

        Attributes:
            transfer (UUID): The id in the books.
            source (WalletRole): Whose money a wallet holds.
            payee (None | UUID): Who is paid.
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            reason (str): Why.
            by (UUID): Who did it.
            at (datetime.datetime): When it happened.
     """

    transfer: UUID
    source: WalletRole
    payee: None | UUID
    amount: Amount
    reason: str
    by: UUID
    at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        transfer = str(self.transfer)

        source = self.source.value

        payee: None | str
        if isinstance(self.payee, UUID):
            payee = str(self.payee)
        else:
            payee = self.payee

        amount = self.amount.to_dict()

        reason = self.reason

        by = str(self.by)

        at = self.at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "transfer": transfer,
            "source": source,
            "payee": payee,
            "amount": amount,
            "reason": reason,
            "by": by,
            "at": at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        transfer = UUID(d.pop("transfer"))




        source = WalletRole(d.pop("source"))




        def _parse_payee(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                payee_type_0 = UUID(data)



                return payee_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        payee = _parse_payee(d.pop("payee"))


        amount = Amount.from_dict(d.pop("amount"))




        reason = d.pop("reason")

        by = UUID(d.pop("by"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        grant_shape = cls(
            transfer=transfer,
            source=source,
            payee=payee,
            amount=amount,
            reason=reason,
            by=by,
            at=at,
        )

        return grant_shape

