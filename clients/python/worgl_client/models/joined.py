from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.member_shape import MemberShape





T = TypeVar("T", bound="Joined")



@_attrs_define
class Joined:
    """ Where one has come in, or waits for approval, as the member's state says.

        Attributes:
            slug (str): The name in addresses.
            member (MemberShape): A member; `code` is what people type to pay them, `about` what they say of themselves.

                `picture` names the content of their picture and changes with it, "" when they show none.
     """

    slug: str
    member: MemberShape





    def to_dict(self) -> dict[str, Any]:
        from ..models.member_shape import MemberShape # noqa: PLC0415
        slug = self.slug

        member = self.member.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "slug": slug,
            "member": member,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_shape import MemberShape # noqa: PLC0415
        d = dict(src_dict)
        slug = d.pop("slug")

        member = MemberShape.from_dict(d.pop("member"))




        joined = cls(
            slug=slug,
            member=member,
        )

        return joined

