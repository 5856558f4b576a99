from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.wish_shape import WishShape





T = TypeVar("T", bound="ListWishShape")



@_attrs_define
class ListWishShape:
    """ A page of a list of Wish; `next` is the `cursor` of the page that follows, null on the last one.

        Attributes:
            items (list[WishShape]): The entries of the page.
            next_ (None | str): `cursor` of the page that follows, null on the last.
     """

    items: list[WishShape]
    next_: None | str





    def to_dict(self) -> dict[str, Any]:
        from ..models.wish_shape import WishShape # noqa: PLC0415
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)



        next_: None | str
        next_ = self.next_


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "items": items,
            "next": next_,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.wish_shape import WishShape # noqa: PLC0415
        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in (_items):
            items_item = WishShape.from_dict(items_item_data)



            items.append(items_item)


        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))


        list_wish_shape = cls(
            items=items,
            next_=next_,
        )

        return list_wish_shape

