from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.community_shape_words import CommunityShapeWords
  from ..models.member_shape import MemberShape





T = TypeVar("T", bound="CommunityShape")



@_attrs_define
class CommunityShape:
    """ A community, and what the caller is there; `is_new` while the first steps are still shown to them.

        Attributes:
            id (UUID): The id.
            slug (str): The name in addresses.
            name (str): The name.
            zone (str): The time zone, such as Europe/Vienna.
            decimal_mark (str): The mark before the decimals, as people of the community write it.
            cap (int): How many members there may be, 0 for no end.
            seats (int): How many members there may still be.
            created_at (datetime.datetime): When it was made.
            words (CommunityShapeWords): How the community calls things, by name.
            member (MemberShape): A member; `code` is what people type to pay them, `about` what they say of themselves.

                `picture` names the content of their picture and changes with it, "" when they show none.
            is_new (bool): Whether the community is new to the caller, who may be welcomed.
     """

    id: UUID
    slug: str
    name: str
    zone: str
    decimal_mark: str
    cap: int
    seats: int
    created_at: datetime.datetime
    words: CommunityShapeWords
    member: MemberShape
    is_new: bool





    def to_dict(self) -> dict[str, Any]:
        from ..models.community_shape_words import CommunityShapeWords # noqa: PLC0415
        from ..models.member_shape import MemberShape # noqa: PLC0415
        id = str(self.id)

        slug = self.slug

        name = self.name

        zone = self.zone

        decimal_mark = self.decimal_mark

        cap = self.cap

        seats = self.seats

        created_at = self.created_at.isoformat()

        words = self.words.to_dict()

        member = self.member.to_dict()

        is_new = self.is_new


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "slug": slug,
            "name": name,
            "zone": zone,
            "decimal_mark": decimal_mark,
            "cap": cap,
            "seats": seats,
            "created_at": created_at,
            "words": words,
            "member": member,
            "is_new": is_new,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.community_shape_words import CommunityShapeWords # noqa: PLC0415
        from ..models.member_shape import MemberShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        slug = d.pop("slug")

        name = d.pop("name")

        zone = d.pop("zone")

        decimal_mark = d.pop("decimal_mark")

        cap = d.pop("cap")

        seats = d.pop("seats")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        words = CommunityShapeWords.from_dict(d.pop("words"))




        member = MemberShape.from_dict(d.pop("member"))




        is_new = d.pop("is_new")

        community_shape = cls(
            id=id,
            slug=slug,
            name=name,
            zone=zone,
            decimal_mark=decimal_mark,
            cap=cap,
            seats=seats,
            created_at=created_at,
            words=words,
            member=member,
            is_new=is_new,
        )

        return community_shape

