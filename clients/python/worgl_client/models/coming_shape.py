from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="ComingShape")



@_attrs_define
class ComingShape:
    """ A date to come.

        Attributes:
            due (datetime.date): The day for which it is due, in the community's zone.
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
     """

    due: datetime.date
    amount: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        due = self.due.isoformat()

        amount = self.amount.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "due": due,
            "amount": amount,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        due = datetime.date.fromisoformat(d.pop("due"))




        amount = Amount.from_dict(d.pop("amount"))




        coming_shape = cls(
            due=due,
            amount=amount,
        )

        return coming_shape

