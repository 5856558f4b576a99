from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.member_kind import MemberKind
from ..models.member_state import MemberState
from ..models.role import Role
from typing import cast
from uuid import UUID
import datetime






T = TypeVar("T", bound="MemberShape")



@_attrs_define
class MemberShape:
    """ A member; `code` is what people type to pay them, `about` what they say of themselves.

    `picture` names the content of their picture and changes with it, "" when they show none.

        Attributes:
            id (UUID): The id.
            name (str): The name.
            code (str): The code of eight letters and digits by which people find each other.
            kind (MemberKind): What stands behind a membership: a person or a shop.
            state (MemberState): Where a membership stands; who is declined is as one who left.
            roles (list[Role]): The offices the member holds.
            joined_at (datetime.datetime | None): Since when the member belongs, null before.
            about (str): What members say of themselves.
            picture (str): The name of the picture, which changes with it; empty without one.
     """

    id: UUID
    name: str
    code: str
    kind: MemberKind
    state: MemberState
    roles: list[Role]
    joined_at: datetime.datetime | None
    about: str
    picture: str





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        code = self.code

        kind = self.kind.value

        state = self.state.value

        roles = []
        for roles_item_data in self.roles:
            roles_item = roles_item_data.value
            roles.append(roles_item)



        joined_at: None | str
        if isinstance(self.joined_at, datetime.datetime):
            joined_at = self.joined_at.isoformat()
        else:
            joined_at = self.joined_at

        about = self.about

        picture = self.picture


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "name": name,
            "code": code,
            "kind": kind,
            "state": state,
            "roles": roles,
            "joined_at": joined_at,
            "about": about,
            "picture": picture,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        name = d.pop("name")

        code = d.pop("code")

        kind = MemberKind(d.pop("kind"))




        state = MemberState(d.pop("state"))




        roles = []
        _roles = d.pop("roles")
        for roles_item_data in (_roles):
            roles_item = Role(roles_item_data)



            roles.append(roles_item)


        def _parse_joined_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                joined_at_type_0 = datetime.datetime.fromisoformat(data)



                return joined_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        joined_at = _parse_joined_at(d.pop("joined_at"))


        about = d.pop("about")

        picture = d.pop("picture")

        member_shape = cls(
            id=id,
            name=name,
            code=code,
            kind=kind,
            state=state,
            roles=roles,
            joined_at=joined_at,
            about=about,
            picture=picture,
        )

        return member_shape

