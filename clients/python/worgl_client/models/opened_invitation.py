from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.question_shape import QuestionShape





T = TypeVar("T", bound="OpenedInvitation")



@_attrs_define
class OpenedInvitation:
    """ An invitation as who holds its link sees it; one that is `direct` lets in at once and asks nothing.

        Attributes:
            community_name (str): The name of the community.
            slug (str): The name in addresses.
            invited_by (str): The name of who invited.
            direct (bool): Whether who comes with it is a member at once, without being looked at.
            expires_at (datetime.datetime): When its time is over.
            questions (list[QuestionShape]): What the community asks of who joins.
            terms_number (int): The number of the terms in force, 0 where there are none.
            texts (list[str]): What the community has written down: terms, privacy, imprint.
     """

    community_name: str
    slug: str
    invited_by: str
    direct: bool
    expires_at: datetime.datetime
    questions: list[QuestionShape]
    terms_number: int
    texts: list[str]





    def to_dict(self) -> dict[str, Any]:
        from ..models.question_shape import QuestionShape # noqa: PLC0415
        community_name = self.community_name

        slug = self.slug

        invited_by = self.invited_by

        direct = self.direct

        expires_at = self.expires_at.isoformat()

        questions = []
        for questions_item_data in self.questions:
            questions_item = questions_item_data.to_dict()
            questions.append(questions_item)



        terms_number = self.terms_number

        texts = self.texts




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "community_name": community_name,
            "slug": slug,
            "invited_by": invited_by,
            "direct": direct,
            "expires_at": expires_at,
            "questions": questions,
            "terms_number": terms_number,
            "texts": texts,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.question_shape import QuestionShape # noqa: PLC0415
        d = dict(src_dict)
        community_name = d.pop("community_name")

        slug = d.pop("slug")

        invited_by = d.pop("invited_by")

        direct = d.pop("direct")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        questions = []
        _questions = d.pop("questions")
        for questions_item_data in (_questions):
            questions_item = QuestionShape.from_dict(questions_item_data)



            questions.append(questions_item)


        terms_number = d.pop("terms_number")

        texts = cast(list[str], d.pop("texts"))


        opened_invitation = cls(
            community_name=community_name,
            slug=slug,
            invited_by=invited_by,
            direct=direct,
            expires_at=expires_at,
            questions=questions,
            terms_number=terms_number,
            texts=texts,
        )

        return opened_invitation

