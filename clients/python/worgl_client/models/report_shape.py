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
  from ..models.member_shape import MemberShape





T = TypeVar("T", bound="ReportShape")



@_attrs_define
class ReportShape:
    """ What was reported: `text` is the one message, "" when a member is reported as such.

        Attributes:
            id (UUID): The id.
            by (MemberShape): A member; `code` is what people type to pay them, `about` what they say of themselves.

                `picture` names the content of their picture and changes with it, "" when they show none.
            about (MemberShape): A member; `code` is what people type to pay them, `about` what they say of themselves.

                `picture` names the content of their picture and changes with it, "" when they show none.
            text (str): The text.
            reason (str): Why.
            at (datetime.datetime): When it happened.
     """

    id: UUID
    by: MemberShape
    about: MemberShape
    text: str
    reason: str
    at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        from ..models.member_shape import MemberShape # noqa: PLC0415
        id = str(self.id)

        by = self.by.to_dict()

        about = self.about.to_dict()

        text = self.text

        reason = self.reason

        at = self.at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "by": by,
            "about": about,
            "text": text,
            "reason": reason,
            "at": at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_shape import MemberShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        by = MemberShape.from_dict(d.pop("by"))




        about = MemberShape.from_dict(d.pop("about"))




        text = d.pop("text")

        reason = d.pop("reason")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        report_shape = cls(
            id=id,
            by=by,
            about=about,
            text=text,
            reason=reason,
            at=at,
        )

        return report_shape

