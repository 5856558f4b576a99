from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.answer_shape import AnswerShape
  from ..models.member_shape import MemberShape





T = TypeVar("T", bound="ApplicationShape")



@_attrs_define
class ApplicationShape:
    """ An applicant who waits for approval, who invited them, and what they answered.

        Attributes:
            member (MemberShape): A member; `code` is what people type to pay them, `about` what they say of themselves.

                `picture` names the content of their picture and changes with it, "" when they show none.
            invited_by (str): The name of who invited.
            applied_at (datetime.datetime): When somebody asked to join.
            answers (list[AnswerShape]): The answers to the community's questions, in the order of the questions.
     """

    member: MemberShape
    invited_by: str
    applied_at: datetime.datetime
    answers: list[AnswerShape]





    def to_dict(self) -> dict[str, Any]:
        from ..models.answer_shape import AnswerShape # noqa: PLC0415
        from ..models.member_shape import MemberShape # noqa: PLC0415
        member = self.member.to_dict()

        invited_by = self.invited_by

        applied_at = self.applied_at.isoformat()

        answers = []
        for answers_item_data in self.answers:
            answers_item = answers_item_data.to_dict()
            answers.append(answers_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "invited_by": invited_by,
            "applied_at": applied_at,
            "answers": answers,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.answer_shape import AnswerShape # noqa: PLC0415
        from ..models.member_shape import MemberShape # noqa: PLC0415
        d = dict(src_dict)
        member = MemberShape.from_dict(d.pop("member"))




        invited_by = d.pop("invited_by")

        applied_at = datetime.datetime.fromisoformat(d.pop("applied_at"))




        answers = []
        _answers = d.pop("answers")
        for answers_item_data in (_answers):
            answers_item = AnswerShape.from_dict(answers_item_data)



            answers.append(answers_item)


        application_shape = cls(
            member=member,
            invited_by=invited_by,
            applied_at=applied_at,
            answers=answers,
        )

        return application_shape

