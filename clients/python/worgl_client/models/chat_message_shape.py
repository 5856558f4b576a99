from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="ChatMessageShape")



@_attrs_define
class ChatMessageShape:
    """ A message; `by_me` tells whether the caller wrote it.

        Attributes:
            id (UUID): The id.
            by_me (bool): Whether the caller wrote it.
            text (str): The text.
            at (datetime.datetime): When it happened.
     """

    id: UUID
    by_me: bool
    text: str
    at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        by_me = self.by_me

        text = self.text

        at = self.at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "by_me": by_me,
            "text": text,
            "at": at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        by_me = d.pop("by_me")

        text = d.pop("text")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        chat_message_shape = cls(
            id=id,
            by_me=by_me,
            text=text,
            at=at,
        )

        return chat_message_shape

