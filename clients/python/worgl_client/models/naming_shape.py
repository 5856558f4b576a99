from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
from uuid import UUID

if TYPE_CHECKING:
  from ..models.staff_shape import StaffShape





T = TypeVar("T", bound="NamingShape")



@_attrs_define
class NamingShape:
    """ What became of naming somebody, and who acts for the shop now.

        Attributes:
            id (UUID): The id.
            waits (bool): Whether it waits for the yes of a keeper or of a second administrator.
            staff (list[StaffShape]): Who acts for the shop now.
     """

    id: UUID
    waits: bool
    staff: list[StaffShape]





    def to_dict(self) -> dict[str, Any]:
        from ..models.staff_shape import StaffShape # noqa: PLC0415
        id = str(self.id)

        waits = self.waits

        staff = []
        for staff_item_data in self.staff:
            staff_item = staff_item_data.to_dict()
            staff.append(staff_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "waits": waits,
            "staff": staff,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.staff_shape import StaffShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        waits = d.pop("waits")

        staff = []
        _staff = d.pop("staff")
        for staff_item_data in (_staff):
            staff_item = StaffShape.from_dict(staff_item_data)



            staff.append(staff_item)


        naming_shape = cls(
            id=id,
            waits=waits,
            staff=staff,
        )

        return naming_shape

