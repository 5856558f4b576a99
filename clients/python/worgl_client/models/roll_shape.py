from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.roll_row_shape import RollRowShape





T = TypeVar("T", bound="RollShape")



@_attrs_define
class RollShape:
    """ A page of the roll; `count`, what is `held` and what is `owed` are those of all who fit.

        Attributes:
            items (list[RollRowShape]): The entries of the page.
            next_ (None | str): `cursor` of the page that follows, null on the last.
            count (int): How many there are.
            held (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            owed (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
     """

    items: list[RollRowShape]
    next_: None | str
    count: int
    held: Amount
    owed: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.roll_row_shape import RollRowShape # noqa: PLC0415
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)



        next_: None | str
        next_ = self.next_

        count = self.count

        held = self.held.to_dict()

        owed = self.owed.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "items": items,
            "next": next_,
            "count": count,
            "held": held,
            "owed": owed,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.roll_row_shape import RollRowShape # noqa: PLC0415
        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in (_items):
            items_item = RollRowShape.from_dict(items_item_data)



            items.append(items_item)


        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))


        count = d.pop("count")

        held = Amount.from_dict(d.pop("held"))




        owed = Amount.from_dict(d.pop("owed"))




        roll_shape = cls(
            items=items,
            next_=next_,
            count=count,
            held=held,
            owed=owed,
        )

        return roll_shape

