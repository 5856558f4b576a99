from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.activity import Activity
from ..models.member_kind import MemberKind
from ..models.role import Role
from ..models.state_asked import StateAsked
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="Who")



@_attrs_define
class Who:
    """ Which members are meant; what is left out narrows nothing, but the state, which is then active.

        Attributes:
            search (str | Unset): Part of a name or code. Default: ''.
            state (StateAsked | Unset): How members stand, or all of them. Default: StateAsked.ACTIVE.
            kind (MemberKind | None | Unset): Which kind it is.
            role (None | Role | Unset): Only who holds this office.
            activity (Activity | None | Unset): Whether somebody traded in the last 30 days.
            least_minor (int | None | Unset): Balances of so much or more, in minor units; below zero is owed.
            most_minor (int | None | Unset): Balances of so much or less, in minor units.
     """

    search: str | Unset = ''
    state: StateAsked | Unset = StateAsked.ACTIVE
    kind: MemberKind | None | Unset = UNSET
    role: None | Role | Unset = UNSET
    activity: Activity | None | Unset = UNSET
    least_minor: int | None | Unset = UNSET
    most_minor: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        search = self.search

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state.value


        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, MemberKind):
            kind = self.kind.value
        else:
            kind = self.kind

        role: None | str | Unset
        if isinstance(self.role, Unset):
            role = UNSET
        elif isinstance(self.role, Role):
            role = self.role.value
        else:
            role = self.role

        activity: None | str | Unset
        if isinstance(self.activity, Unset):
            activity = UNSET
        elif isinstance(self.activity, Activity):
            activity = self.activity.value
        else:
            activity = self.activity

        least_minor: int | None | Unset
        if isinstance(self.least_minor, Unset):
            least_minor = UNSET
        else:
            least_minor = self.least_minor

        most_minor: int | None | Unset
        if isinstance(self.most_minor, Unset):
            most_minor = UNSET
        else:
            most_minor = self.most_minor


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if search is not UNSET:
            field_dict["search"] = search
        if state is not UNSET:
            field_dict["state"] = state
        if kind is not UNSET:
            field_dict["kind"] = kind
        if role is not UNSET:
            field_dict["role"] = role
        if activity is not UNSET:
            field_dict["activity"] = activity
        if least_minor is not UNSET:
            field_dict["least_minor"] = least_minor
        if most_minor is not UNSET:
            field_dict["most_minor"] = most_minor

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        search = d.pop("search", UNSET)

        _state = d.pop("state", UNSET)
        state: StateAsked | Unset
        if isinstance(_state,  Unset):
            state = UNSET
        else:
            state = StateAsked(_state)




        def _parse_kind(data: object) -> MemberKind | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = MemberKind(data)



                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberKind | None | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))


        def _parse_role(data: object) -> None | Role | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_0 = Role(data)



                return role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Role | Unset, data)

        role = _parse_role(d.pop("role", UNSET))


        def _parse_activity(data: object) -> Activity | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                activity_type_0 = Activity(data)



                return activity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Activity | None | Unset, data)

        activity = _parse_activity(d.pop("activity", UNSET))


        def _parse_least_minor(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        least_minor = _parse_least_minor(d.pop("least_minor", UNSET))


        def _parse_most_minor(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        most_minor = _parse_most_minor(d.pop("most_minor", UNSET))


        who = cls(
            search=search,
            state=state,
            kind=kind,
            role=role,
            activity=activity,
            least_minor=least_minor,
            most_minor=most_minor,
        )

        return who

