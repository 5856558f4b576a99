from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID






T = TypeVar("T", bound="PartyShape")



@_attrs_define
class PartyShape:
    """ One side of a transfer: a member, or one of the community's own accounts (`member` is null).

        Attributes:
            member (None | UUID): The id of the member, null for one of the community's own accounts.
            name (str): The name.
            code (str): The code of eight letters and digits by which people find each other.
     """

    member: None | UUID
    name: str
    code: str





    def to_dict(self) -> dict[str, Any]:
        member: None | str
        if isinstance(self.member, UUID):
            member = str(self.member)
        else:
            member = self.member

        name = self.name

        code = self.code


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "member": member,
            "name": name,
            "code": code,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_member(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                member_type_0 = UUID(data)



                return member_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        member = _parse_member(d.pop("member"))


        name = d.pop("name")

        code = d.pop("code")

        party_shape = cls(
            member=member,
            name=name,
            code=code,
        )

        return party_shape

