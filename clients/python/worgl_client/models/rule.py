from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.limit_kind import LimitKind
from ..types import UNSET, Unset






T = TypeVar("T", bound="Rule")



@_attrs_define
class Rule:
    """ A limit for many: a base, which may grow with what one sells.

        Attributes:
            which (LimitKind): Which limit a rule gives.
            base_minor (int): What everybody gets, in minor units.
            growth_ppm (int | Unset): What is added of the sales of the last twelve months. Default: 0.
            maximum_minor (int | Unset): Where that ends, in minor units; 0 adds nothing. Default: 0.
     """

    which: LimitKind
    base_minor: int
    growth_ppm: int | Unset = 0
    maximum_minor: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        which = self.which.value

        base_minor = self.base_minor

        growth_ppm = self.growth_ppm

        maximum_minor = self.maximum_minor


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "which": which,
            "base_minor": base_minor,
        })
        if growth_ppm is not UNSET:
            field_dict["growth_ppm"] = growth_ppm
        if maximum_minor is not UNSET:
            field_dict["maximum_minor"] = maximum_minor

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        which = LimitKind(d.pop("which"))




        base_minor = d.pop("base_minor")

        growth_ppm = d.pop("growth_ppm", UNSET)

        maximum_minor = d.pop("maximum_minor", UNSET)

        rule = cls(
            which=which,
            base_minor=base_minor,
            growth_ppm=growth_ppm,
            maximum_minor=maximum_minor,
        )

        return rule

