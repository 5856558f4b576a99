from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.new_words_words import NewWordsWords





T = TypeVar("T", bound="NewWords")



@_attrs_define
class NewWords:
    """ The community's own words; one that is left out is the usual one again.

    With a `language` such as `de` they are for its readers, without one for all who have none of their own.

        Attributes:
            words (NewWordsWords): How the community calls things, by name.
            language (str | Unset): The language of pages and letters, as a code of two letters. Default: ''.
     """

    words: NewWordsWords
    language: str | Unset = ''





    def to_dict(self) -> dict[str, Any]:
        from ..models.new_words_words import NewWordsWords # noqa: PLC0415
        words = self.words.to_dict()

        language = self.language


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "words": words,
        })
        if language is not UNSET:
            field_dict["language"] = language

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_words_words import NewWordsWords # noqa: PLC0415
        d = dict(src_dict)
        words = NewWordsWords.from_dict(d.pop("words"))




        language = d.pop("language", UNSET)

        new_words = cls(
            words=words,
            language=language,
        )

        return new_words

