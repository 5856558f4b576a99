from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.named_shape import NamedShape





T = TypeVar("T", bound="LinkShape")



@_attrs_define
class LinkShape:
    """ A personal link: whoever opens it takes the membership over. `foreign_id` is the table's name for that member.

        Attributes:
            member (NamedShape): A member by id, code and name.
            foreign_id (str): What the member was called in the table.
            email (str): The e-mail address.
            link (str): The address on the pages.
     """

    member: NamedShape
    foreign_id: str
    email: str
    link: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.named_shape import NamedShape # noqa: PLC0415
        member = self.member.to_dict()

        foreign_id = self.foreign_id

        email = self.email

        link = self.link


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "foreign_id": foreign_id,
            "email": email,
            "link": link,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.named_shape import NamedShape # noqa: PLC0415
        d = dict(src_dict)
        member = NamedShape.from_dict(d.pop("member"))




        foreign_id = d.pop("foreign_id")

        email = d.pop("email")

        link = d.pop("link")

        link_shape = cls(
            member=member,
            foreign_id=foreign_id,
            email=email,
            link=link,
        )

        return link_shape

