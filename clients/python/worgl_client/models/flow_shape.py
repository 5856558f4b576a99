from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="FlowShape")



@_attrs_define
class FlowShape:
    """ One movement in or out of the commons; `delta` is signed.

        Attributes:
            transfer (UUID): The id in the books.
            at (datetime.datetime): When it happened.
            counterparty (str): The other side.
            member (None | UUID): The member.
            text (str): The text.
            delta (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            balance_after (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
     """

    transfer: UUID
    at: datetime.datetime
    counterparty: str
    member: None | UUID
    text: str
    delta: Amount
    balance_after: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        transfer = str(self.transfer)

        at = self.at.isoformat()

        counterparty = self.counterparty

        member: None | str
        if isinstance(self.member, UUID):
            member = str(self.member)
        else:
            member = self.member

        text = self.text

        delta = self.delta.to_dict()

        balance_after = self.balance_after.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "transfer": transfer,
            "at": at,
            "counterparty": counterparty,
            "member": member,
            "text": text,
            "delta": delta,
            "balance_after": balance_after,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        transfer = UUID(d.pop("transfer"))




        at = datetime.datetime.fromisoformat(d.pop("at"))




        counterparty = d.pop("counterparty")

        def _parse_member(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                member_type_0 = UUID(data)



                return member_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        member = _parse_member(d.pop("member"))


        text = d.pop("text")

        delta = Amount.from_dict(d.pop("delta"))




        balance_after = Amount.from_dict(d.pop("balance_after"))




        flow_shape = cls(
            transfer=transfer,
            at=at,
            counterparty=counterparty,
            member=member,
            text=text,
            delta=delta,
            balance_after=balance_after,
        )

        return flow_shape

