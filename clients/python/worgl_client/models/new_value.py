from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.new_value_value_type_2 import NewValueValueType2





T = TypeVar("T", bound="NewValue")



@_attrs_define
class NewValue:
    """ A new value of a rule, in the form in which the list of rules gives the present one.

        Attributes:
            name (str): The name.
            value (int | NewValueValueType2 | str): The value of the rule.
     """

    name: str
    value: int | NewValueValueType2 | str





    def to_dict(self) -> dict[str, Any]:
        from ..models.new_value_value_type_2 import NewValueValueType2 # noqa: PLC0415
        name = self.name

        value: dict[str, Any] | int | str
        if isinstance(self.value, NewValueValueType2):
            value = self.value.to_dict()
        else:
            value = self.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.new_value_value_type_2 import NewValueValueType2 # noqa: PLC0415
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_value(data: object) -> int | NewValueValueType2 | str:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                value_type_2 = NewValueValueType2.from_dict(data)



                return value_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(int | NewValueValueType2 | str, data)

        value = _parse_value(d.pop("value"))


        new_value = cls(
            name=name,
            value=value,
        )

        return new_value

