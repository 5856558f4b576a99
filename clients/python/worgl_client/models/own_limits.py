from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="OwnLimits")



@_attrs_define
class OwnLimits:
    """ A member's own limits in minor units; null leaves one to the community's policy, a ceiling of 0 means none.

        Attributes:
            credit_minor (int | None | Unset): How far below zero the account may go, in whole minor units; null leaves it
                to the rule of all.
            ceiling_minor (int | None | Unset): The most the account may hold in whole minor units; null leaves it to the
                rule of all.
     """

    credit_minor: int | None | Unset = UNSET
    ceiling_minor: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        credit_minor: int | None | Unset
        if isinstance(self.credit_minor, Unset):
            credit_minor = UNSET
        else:
            credit_minor = self.credit_minor

        ceiling_minor: int | None | Unset
        if isinstance(self.ceiling_minor, Unset):
            ceiling_minor = UNSET
        else:
            ceiling_minor = self.ceiling_minor


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if credit_minor is not UNSET:
            field_dict["credit_minor"] = credit_minor
        if ceiling_minor is not UNSET:
            field_dict["ceiling_minor"] = ceiling_minor

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_credit_minor(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        credit_minor = _parse_credit_minor(d.pop("credit_minor", UNSET))


        def _parse_ceiling_minor(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        ceiling_minor = _parse_ceiling_minor(d.pop("ceiling_minor", UNSET))


        own_limits = cls(
            credit_minor=credit_minor,
            ceiling_minor=ceiling_minor,
        )

        return own_limits

