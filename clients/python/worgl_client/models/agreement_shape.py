from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="AgreementShape")



@_attrs_define
class AgreementShape:
    """ Up to which number the caller has agreed, and when.

        Attributes:
            number (int): The number of the version, counted over all texts of the community.
            at (datetime.datetime): When it happened.
     """

    number: int
    at: datetime.datetime





    def to_dict(self) -> dict[str, Any]:
        number = self.number

        at = self.at.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "number": number,
            "at": at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        agreement_shape = cls(
            number=number,
            at=at,
        )

        return agreement_shape

