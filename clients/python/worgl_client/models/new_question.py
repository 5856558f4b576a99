from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.question_kind import QuestionKind
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="NewQuestion")



@_attrs_define
class NewQuestion:
    """ One more question; `choices` for a choice only.

        Attributes:
            text (str): The text.
            kind (QuestionKind): How a question is answered.
            required (bool | Unset): Whether it must be answered. Default: False.
            choices (list[str] | Unset): What can be chosen, empty for a free answer.
     """

    text: str
    kind: QuestionKind
    required: bool | Unset = False
    choices: list[str] | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        text = self.text

        kind = self.kind.value

        required = self.required

        choices: list[str] | Unset = UNSET
        if not isinstance(self.choices, Unset):
            choices = self.choices




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "text": text,
            "kind": kind,
        })
        if required is not UNSET:
            field_dict["required"] = required
        if choices is not UNSET:
            field_dict["choices"] = choices

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        kind = QuestionKind(d.pop("kind"))




        required = d.pop("required", UNSET)

        choices = cast(list[str], d.pop("choices", UNSET))


        new_question = cls(
            text=text,
            kind=kind,
            required=required,
            choices=choices,
        )

        return new_question

