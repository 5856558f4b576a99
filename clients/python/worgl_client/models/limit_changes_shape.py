from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.limit_change_shape import LimitChangeShape





T = TypeVar("T", bound="LimitChangesShape")



@_attrs_define
class LimitChangesShape:
    """ A page of what a rule changes, by name; `count` and `beyond` are those of all who fit.

        Attributes:
            items (list[LimitChangeShape]): The entries of the page.
            next_ (None | str): `cursor` of the page that follows, null on the last.
            count (int): How many there are.
            beyond (int): How many would be beyond their limit at once.
     """

    items: list[LimitChangeShape]
    next_: None | str
    count: int
    beyond: int





    def to_dict(self) -> dict[str, Any]:
        from ..models.limit_change_shape import LimitChangeShape # noqa: PLC0415
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)



        next_: None | str
        next_ = self.next_

        count = self.count

        beyond = self.beyond


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "items": items,
            "next": next_,
            "count": count,
            "beyond": beyond,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limit_change_shape import LimitChangeShape # noqa: PLC0415
        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in (_items):
            items_item = LimitChangeShape.from_dict(items_item_data)



            items.append(items_item)


        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))


        count = d.pop("count")

        beyond = d.pop("beyond")

        limit_changes_shape = cls(
            items=items,
            next_=next_,
            count=count,
            beyond=beyond,
        )

        return limit_changes_shape

