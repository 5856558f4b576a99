from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MadeInvitation")



@_attrs_define
class MadeInvitation:
    """ An invitation just made, with its link.

        Attributes:
            id (UUID): The id.
            link (str): The address on the pages.
            expires_at (datetime.datetime): When its time is over.
     """

    id: UUID
    link: str
    expires_at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        link = self.link

        expires_at = self.expires_at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "link": link,
            "expires_at": expires_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        link = d.pop("link")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        made_invitation = cls(
            id=id,
            link=link,
            expires_at=expires_at,
        )

        return made_invitation

