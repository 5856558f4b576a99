from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="LeavingShape")



@_attrs_define
class LeavingShape:
    """ What the caller has: above zero it goes to the commons when they leave, below zero they cannot leave.

        Attributes:
            balance (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
     """

    balance: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        balance = self.balance.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "balance": balance,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        balance = Amount.from_dict(d.pop("balance"))




        leaving_shape = cls(
            balance=balance,
        )

        return leaving_shape

