from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.new_words_words import NewWordsWords





T = TypeVar("T", bound="NewWords")



@_attrs_define
class NewWords:
    """ The community's own words; one that is left out is the usual one again.

        Attributes:
            words (NewWordsWords): How the community calls things, by name.
     """

    words: NewWordsWords





    def to_dict(self) -> dict[str, Any]:
        from ..models.new_words_words import NewWordsWords # noqa: PLC0415
        words = self.words.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "words": words,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_words_words import NewWordsWords # noqa: PLC0415
        d = dict(src_dict)
        words = NewWordsWords.from_dict(d.pop("words"))




        new_words = cls(
            words=words,
        )

        return new_words

