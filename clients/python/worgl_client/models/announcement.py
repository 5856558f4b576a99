from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.announcement_value_type_2 import AnnouncementValueType2





T = TypeVar("T", bound="Announcement")



@_attrs_define
class Announcement:
    """ A new value of a rule, from the beginning of a day of the community's zone.

        Attributes:
            name (str): The name.
            value (AnnouncementValueType2 | int | str): The value of the rule.
            applies_on (datetime.date): From which day the rule shall have this value, in the community's zone.
     """

    name: str
    value: AnnouncementValueType2 | int | str
    applies_on: datetime.date





    def to_dict(self) -> dict[str, Any]:
        from ..models.announcement_value_type_2 import AnnouncementValueType2 # noqa: PLC0415
        name = self.name

        value: dict[str, Any] | int | str
        if isinstance(self.value, AnnouncementValueType2):
            value = self.value.to_dict()
        else:
            value = self.value

        applies_on = self.applies_on.isoformat()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "value": value,
            "applies_on": applies_on,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.announcement_value_type_2 import AnnouncementValueType2 # noqa: PLC0415
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_value(data: object) -> AnnouncementValueType2 | int | str:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                value_type_2 = AnnouncementValueType2.from_dict(data)



                return value_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AnnouncementValueType2 | int | str, data)

        value = _parse_value(d.pop("value"))


        applies_on = datetime.date.fromisoformat(d.pop("applies_on"))




        announcement = cls(
            name=name,
            value=value,
            applies_on=applies_on,
        )

        return announcement

