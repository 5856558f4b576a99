from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="FoundedShape")



@_attrs_define
class FoundedShape:
    """ A community just founded, and what its founder is there: administrator and treasurer.

        Attributes:
            community (UUID): The id of the community, null for all.
            slug (str): The name in addresses.
            member (UUID): The member.
     """

    community: UUID
    slug: str
    member: UUID





    def to_dict(self) -> dict[str, Any]:
        community = str(self.community)

        slug = self.slug

        member = str(self.member)


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "community": community,
            "slug": slug,
            "member": member,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        community = UUID(d.pop("community"))




        slug = d.pop("slug")

        member = UUID(d.pop("member"))




        founded_shape = cls(
            community=community,
            slug=slug,
            member=member,
        )

        return founded_shape

