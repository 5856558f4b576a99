from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount_in import AmountIn





T = TypeVar("T", bound="Gift")



@_attrs_define
class Gift:
    """ Money for a member, by code or id, for a reason every member can read.

        Attributes:
            payee (str): Who is paid.
            amount (AmountIn): An amount to be moved; its unit must be the community's, so that no program pays in another
                than it means.
            reason (str): Why.
     """

    payee: str
    amount: AmountIn
    reason: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        payee = self.payee

        amount = self.amount.to_dict()

        reason = self.reason


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "payee": payee,
            "amount": amount,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        d = dict(src_dict)
        payee = d.pop("payee")

        amount = AmountIn.from_dict(d.pop("amount"))




        reason = d.pop("reason")

        gift = cls(
            payee=payee,
            amount=amount,
            reason=reason,
        )

        return gift

