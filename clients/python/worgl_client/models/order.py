from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.amount_in import AmountIn





T = TypeVar("T", bound="Order")



@_attrs_define
class Order:
    """ A payment to a member, named by code or id.

        Attributes:
            payee (str): Code or id of who is paid.
            amount (AmountIn): An amount to be moved; its unit must be the community's, so that no program pays in another
                than it means.
            note (str | Unset): What it is for, in the words of who pays or asks. Default: ''.
     """

    payee: str
    amount: AmountIn
    note: str | Unset = ''





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        payee = self.payee

        amount = self.amount.to_dict()

        note = self.note


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "payee": payee,
            "amount": amount,
        })
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        d = dict(src_dict)
        payee = d.pop("payee")

        amount = AmountIn.from_dict(d.pop("amount"))




        note = d.pop("note", UNSET)

        order = cls(
            payee=payee,
            amount=amount,
            note=note,
        )

        return order

