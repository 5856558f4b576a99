from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.wallet_role import WalletRole
from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.amount_in import AmountIn
  from ..models.who import Who





T = TypeVar("T", bound="NewGiving")



@_attrs_define
class NewGiving:
    """ What each of whom gets, out of what and why; `seen` is the count the look before has given.

        Attributes:
            who (Who): Which members are meant; what is left out narrows nothing, but the state, which is then active.
            amount (AmountIn): An amount to be moved; its unit must be the community's, so that no program pays in another
                than it means.
            reason (str): Why.
            seen (int): The count that was read before; another count refuses.
            source (WalletRole | Unset): Whose money a wallet holds. Default: WalletRole.ISSUER.
     """

    who: Who
    amount: AmountIn
    reason: str
    seen: int
    source: WalletRole | Unset = WalletRole.ISSUER





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        from ..models.who import Who # noqa: PLC0415
        who = self.who.to_dict()

        amount = self.amount.to_dict()

        reason = self.reason

        seen = self.seen

        source: str | Unset = UNSET
        if not isinstance(self.source, Unset):
            source = self.source.value



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "who": who,
            "amount": amount,
            "reason": reason,
            "seen": seen,
        })
        if source is not UNSET:
            field_dict["source"] = source

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        from ..models.who import Who # noqa: PLC0415
        d = dict(src_dict)
        who = Who.from_dict(d.pop("who"))




        amount = AmountIn.from_dict(d.pop("amount"))




        reason = d.pop("reason")

        seen = d.pop("seen")

        _source = d.pop("source", UNSET)
        source: WalletRole | Unset
        if isinstance(_source,  Unset):
            source = UNSET
        else:
            source = WalletRole(_source)




        new_giving = cls(
            who=who,
            amount=amount,
            reason=reason,
            seen=seen,
            source=source,
        )

        return new_giving

