from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.question_kind import QuestionKind
from typing import cast






T = TypeVar("T", bound="QuestionShape")



@_attrs_define
class QuestionShape:
    """ What newcomers are asked: answered by a text, by "yes" or "no", or by one of the `choices`.

        Attributes:
            text (str): The text.
            kind (QuestionKind): How a question is answered.
            required (bool): Whether it must be answered.
            choices (list[str]): What can be chosen, empty for a free answer.
     """

    text: str
    kind: QuestionKind
    required: bool
    choices: list[str]





    def to_dict(self) -> dict[str, Any]:
        text = self.text

        kind = self.kind.value

        required = self.required

        choices = self.choices




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "text": text,
            "kind": kind,
            "required": required,
            "choices": choices,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        kind = QuestionKind(d.pop("kind"))




        required = d.pop("required")

        choices = cast(list[str], d.pop("choices"))


        question_shape = cls(
            text=text,
            kind=kind,
            required=required,
            choices=choices,
        )

        return question_shape

