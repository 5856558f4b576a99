from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="Newcomer")



@_attrs_define
class Newcomer:
    """ The name one will have there, and an answer to each question in its order, "" where none is required.

    `agreed` is the invitation's `terms_number`: whoever sends it has read the texts and agrees to them.

        Attributes:
            name (str): The name.
            answers (list[str] | Unset): The answers to the community's questions, in the order of the questions.
            agreed (int | Unset): The number of the terms the newcomer agrees to, 0 where there are none. Default: 0.
     """

    name: str
    answers: list[str] | Unset = UNSET
    agreed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        answers: list[str] | Unset = UNSET
        if not isinstance(self.answers, Unset):
            answers = self.answers



        agreed = self.agreed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if answers is not UNSET:
            field_dict["answers"] = answers
        if agreed is not UNSET:
            field_dict["agreed"] = agreed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        answers = cast(list[str], d.pop("answers", UNSET))


        agreed = d.pop("agreed", UNSET)

        newcomer = cls(
            name=name,
            answers=answers,
            agreed=agreed,
        )

        return newcomer

