from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.text_kind import TextKind
from typing import cast
import datetime






T = TypeVar("T", bound="TextShape")



@_attrs_define
class TextShape:
    """ A text as published; `number` counts all texts of the community, `version` those of this kind.

        Attributes:
            kind (TextKind): What a community writes down for everybody: its terms, what it does with what it knows, and who
                runs it.
            number (int): The number of the version, counted over all texts of the community.
            version (int): Which version of its kind this is, from 1.
            body (str): The text.
            at (datetime.datetime): When it happened.
            is_agreed_to (bool): Whether members agree to this text.
     """

    kind: TextKind
    number: int
    version: int
    body: str
    at: datetime.datetime
    is_agreed_to: bool





    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        number = self.number

        version = self.version

        body = self.body

        at = self.at.isoformat()

        is_agreed_to = self.is_agreed_to


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "number": number,
            "version": version,
            "body": body,
            "at": at,
            "is_agreed_to": is_agreed_to,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = TextKind(d.pop("kind"))




        number = d.pop("number")

        version = d.pop("version")

        body = d.pop("body")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        is_agreed_to = d.pop("is_agreed_to")

        text_shape = cls(
            kind=kind,
            number=number,
            version=version,
            body=body,
            at=at,
            is_agreed_to=is_agreed_to,
        )

        return text_shape

