from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from uuid import UUID






T = TypeVar("T", bound="NamedShape")



@_attrs_define
class NamedShape:
    """ A member by id, code and name.

        Attributes:
            id (UUID): The id.
            name (str): The name.
            code (str): The code of eight letters and digits by which people find each other.
     """

    id: UUID
    name: str
    code: str





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        code = self.code


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "name": name,
            "code": code,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        name = d.pop("name")

        code = d.pop("code")

        named_shape = cls(
            id=id,
            name=name,
            code=code,
        )

        return named_shape

