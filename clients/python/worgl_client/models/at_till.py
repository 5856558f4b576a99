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





T = TypeVar("T", bound="AtTill")



@_attrs_define
class AtTill:
    """ What is to be paid at once, by whoever reads the code.

        Attributes:
            amount (AmountIn): An amount to be moved; its unit must be the community's, so that no program pays in another
                than it means.
            note (str | Unset): What it is for, in the words of who pays or asks. Default: ''.
     """

    amount: AmountIn
    note: str | Unset = ''





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        amount = self.amount.to_dict()

        note = self.note


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "amount": amount,
        })
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        d = dict(src_dict)
        amount = AmountIn.from_dict(d.pop("amount"))




        note = d.pop("note", UNSET)

        at_till = cls(
            amount=amount,
            note=note,
        )

        return at_till

