from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="CodeShape")



@_attrs_define
class CodeShape:
    """ A code that is worth a voucher's value to whoever redeems it, and the page that redeems it.

        Attributes:
            id (UUID): The id.
            code (str): The code of eight letters and digits by which people find each other.
            link (str): The address on the pages.
     """

    id: UUID
    code: str
    link: str





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        code = self.code

        link = self.link


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "code": code,
            "link": link,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        code = d.pop("code")

        link = d.pop("link")

        code_shape = cls(
            id=id,
            code=code,
            link=link,
        )

        return code_shape

