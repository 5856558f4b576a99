from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="NoticeShape")



@_attrs_define
class NoticeShape:
    """ A notice in the language asked for; `link` leads to the page it is about, `kind` is stable.

        Attributes:
            id (UUID): The id.
            kind (str): Which kind it is.
            sentence (str): What happened, in a sentence in the language asked for.
            note (str): What it is for, in the words of who pays or asks.
            community_name (str): The name of the community.
            link (str): The address on the pages.
            at (datetime.datetime): When it happened.
            is_read (bool): Whether it was read.
     """

    id: UUID
    kind: str
    sentence: str
    note: str
    community_name: str
    link: str
    at: datetime.datetime
    is_read: bool





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind = self.kind

        sentence = self.sentence

        note = self.note

        community_name = self.community_name

        link = self.link

        at = self.at.isoformat()

        is_read = self.is_read


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "kind": kind,
            "sentence": sentence,
            "note": note,
            "community_name": community_name,
            "link": link,
            "at": at,
            "is_read": is_read,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        kind = d.pop("kind")

        sentence = d.pop("sentence")

        note = d.pop("note")

        community_name = d.pop("community_name")

        link = d.pop("link")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        is_read = d.pop("is_read")

        notice_shape = cls(
            id=id,
            kind=kind,
            sentence=sentence,
            note=note,
            community_name=community_name,
            link=link,
            at=at,
            is_read=is_read,
        )

        return notice_shape

