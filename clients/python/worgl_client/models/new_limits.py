from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.rule import Rule
  from ..models.who import Who





T = TypeVar("T", bound="NewLimits")



@_attrs_define
class NewLimits:
    """ A rule and to whom it gives limits.

        Attributes:
            who (Who): Which members are meant; what is left out narrows nothing, but the state, which is then active.
            rule (Rule): A limit for many: a base, which may grow with what one sells.
     """

    who: Who
    rule: Rule





    def to_dict(self) -> dict[str, Any]:
        from ..models.rule import Rule # noqa: PLC0415
        from ..models.who import Who # noqa: PLC0415
        who = self.who.to_dict()

        rule = self.rule.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "who": who,
            "rule": rule,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rule import Rule # noqa: PLC0415
        from ..models.who import Who # noqa: PLC0415
        d = dict(src_dict)
        who = Who.from_dict(d.pop("who"))




        rule = Rule.from_dict(d.pop("rule"))




        new_limits = cls(
            who=who,
            rule=rule,
        )

        return new_limits

