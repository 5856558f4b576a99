from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.change_shape_value_type_2 import ChangeShapeValueType2





T = TypeVar("T", bound="ChangeShape")



@_attrs_define
class ChangeShape:
    """ A dated value of a parameter.

        Attributes:
            id (UUID): The id.
            name (str): The name.
            value (ChangeShapeValueType2 | int | str): The value of the rule.
            applies_from (datetime.datetime): From when the rule has this value.
            announced_at (datetime.datetime): When it was announced.
            by (None | UUID): Who did it.
     """

    id: UUID
    name: str
    value: ChangeShapeValueType2 | int | str
    applies_from: datetime.datetime
    announced_at: datetime.datetime
    by: None | UUID





    def to_dict(self) -> dict[str, Any]:
        from ..models.change_shape_value_type_2 import ChangeShapeValueType2 # noqa: PLC0415
        id = str(self.id)

        name = self.name

        value: dict[str, Any] | int | str
        if isinstance(self.value, ChangeShapeValueType2):
            value = self.value.to_dict()
        else:
            value = self.value

        applies_from = self.applies_from.isoformat()

        announced_at = self.announced_at.isoformat()

        by: None | str
        if isinstance(self.by, UUID):
            by = str(self.by)
        else:
            by = self.by


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "name": name,
            "value": value,
            "applies_from": applies_from,
            "announced_at": announced_at,
            "by": by,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.change_shape_value_type_2 import ChangeShapeValueType2 # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        name = d.pop("name")

        def _parse_value(data: object) -> ChangeShapeValueType2 | int | str:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                value_type_2 = ChangeShapeValueType2.from_dict(data)



                return value_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeShapeValueType2 | int | str, data)

        value = _parse_value(d.pop("value"))


        applies_from = datetime.datetime.fromisoformat(d.pop("applies_from"))




        announced_at = datetime.datetime.fromisoformat(d.pop("announced_at"))




        def _parse_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                by_type_0 = UUID(data)



                return by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        by = _parse_by(d.pop("by"))


        change_shape = cls(
            id=id,
            name=name,
            value=value,
            applies_from=applies_from,
            announced_at=announced_at,
            by=by,
        )

        return change_shape

