from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset







T = TypeVar("T", bound="FailedLetterShape")



@_attrs_define
class FailedLetterShape:
    """ A letter the mail server did not take, with its words.

        Attributes:
            name (str): The name.
            email (str): The e-mail address.
            reason (str): Why.
     """

    name: str
    email: str
    reason: str





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        email = self.email

        reason = self.reason


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "email": email,
            "reason": reason,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        email = d.pop("email")

        reason = d.pop("reason")

        failed_letter_shape = cls(
            name=name,
            email=email,
            reason=reason,
        )

        return failed_letter_shape

