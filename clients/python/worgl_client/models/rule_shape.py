from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.rule_shape_value_type_2 import RuleShapeValueType2





T = TypeVar("T", bound="RuleShape")



@_attrs_define
class RuleShape:
    """ A parameter and its value in force; `minimum` and `maximum` bound numbers and lengths.

        Attributes:
            name (str): The name.
            kind (str): Which kind it is.
            value (int | RuleShapeValueType2 | str): The value of the rule.
            minimum (int): The smallest value there may be.
            maximum (int): The largest value there may be.
            choices (list[str]): What can be chosen, empty for a free answer.
            notice_days (int): How many days before a change must be announced.
            immediate (bool): Whether the rule may change at once.
            sentence (str): What happened, in a sentence in the language asked for.
     """

    name: str
    kind: str
    value: int | RuleShapeValueType2 | str
    minimum: int
    maximum: int
    choices: list[str]
    notice_days: int
    immediate: bool
    sentence: str





    def to_dict(self) -> dict[str, Any]:
        from ..models.rule_shape_value_type_2 import RuleShapeValueType2 # noqa: PLC0415
        name = self.name

        kind = self.kind

        value: dict[str, Any] | int | str
        if isinstance(self.value, RuleShapeValueType2):
            value = self.value.to_dict()
        else:
            value = self.value

        minimum = self.minimum

        maximum = self.maximum

        choices = self.choices



        notice_days = self.notice_days

        immediate = self.immediate

        sentence = self.sentence


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "kind": kind,
            "value": value,
            "minimum": minimum,
            "maximum": maximum,
            "choices": choices,
            "notice_days": notice_days,
            "immediate": immediate,
            "sentence": sentence,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rule_shape_value_type_2 import RuleShapeValueType2 # noqa: PLC0415
        d = dict(src_dict)
        name = d.pop("name")

        kind = d.pop("kind")

        def _parse_value(data: object) -> int | RuleShapeValueType2 | str:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                value_type_2 = RuleShapeValueType2.from_dict(data)



                return value_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(int | RuleShapeValueType2 | str, data)

        value = _parse_value(d.pop("value"))


        minimum = d.pop("minimum")

        maximum = d.pop("maximum")

        choices = cast(list[str], d.pop("choices"))


        notice_days = d.pop("notice_days")

        immediate = d.pop("immediate")

        sentence = d.pop("sentence")

        rule_shape = cls(
            name=name,
            kind=kind,
            value=value,
            minimum=minimum,
            maximum=maximum,
            choices=choices,
            notice_days=notice_days,
            immediate=immediate,
            sentence=sentence,
        )

        return rule_shape

