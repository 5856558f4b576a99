from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="AnnouncementShape")



@_attrs_define
class AnnouncementShape:
    """ What stands for all members until `expires_at`.

        Attributes:
            id (UUID): The id.
            title (str): A heading.
            body (str): The text.
            by (str): Who did it.
            at (datetime.datetime): When it happened.
            expires_at (datetime.datetime): When its time is over.
     """

    id: UUID
    title: str
    body: str
    by: str
    at: datetime.datetime
    expires_at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        title = self.title

        body = self.body

        by = self.by

        at = self.at.isoformat()

        expires_at = self.expires_at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "title": title,
            "body": body,
            "by": by,
            "at": at,
            "expires_at": expires_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        title = d.pop("title")

        body = d.pop("body")

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        announcement_shape = cls(
            id=id,
            title=title,
            body=body,
            by=by,
            at=at,
            expires_at=expires_at,
        )

        return announcement_shape

