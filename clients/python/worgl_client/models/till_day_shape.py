from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.till_line_shape import TillLineShape





T = TypeVar("T", bound="TillDayShape")



@_attrs_define
class TillDayShape:
    """ What came in and went back on a day; `by_code` and `by_name` make `taken`, which with `back` makes `total`.

        Attributes:
            on (datetime.date): The day, in the community's zone.
            zone (str): The time zone, such as Europe/Vienna.
            sales (int): How many payments came in.
            taken (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            by_code (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            by_name (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            back (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            total (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            lines (list[TillLineShape]): The lines.
     """

    on: datetime.date
    zone: str
    sales: int
    taken: Amount
    by_code: Amount
    by_name: Amount
    back: Amount
    total: Amount
    lines: list[TillLineShape]





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.till_line_shape import TillLineShape # noqa: PLC0415
        on = self.on.isoformat()

        zone = self.zone

        sales = self.sales

        taken = self.taken.to_dict()

        by_code = self.by_code.to_dict()

        by_name = self.by_name.to_dict()

        back = self.back.to_dict()

        total = self.total.to_dict()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "on": on,
            "zone": zone,
            "sales": sales,
            "taken": taken,
            "by_code": by_code,
            "by_name": by_name,
            "back": back,
            "total": total,
            "lines": lines,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.till_line_shape import TillLineShape # noqa: PLC0415
        d = dict(src_dict)
        on = datetime.date.fromisoformat(d.pop("on"))




        zone = d.pop("zone")

        sales = d.pop("sales")

        taken = Amount.from_dict(d.pop("taken"))




        by_code = Amount.from_dict(d.pop("by_code"))




        by_name = Amount.from_dict(d.pop("by_name"))




        back = Amount.from_dict(d.pop("back"))




        total = Amount.from_dict(d.pop("total"))




        lines = []
        _lines = d.pop("lines")
        for lines_item_data in (_lines):
            lines_item = TillLineShape.from_dict(lines_item_data)



            lines.append(lines_item)


        till_day_shape = cls(
            on=on,
            zone=zone,
            sales=sales,
            taken=taken,
            by_code=by_code,
            by_name=by_name,
            back=back,
            total=total,
            lines=lines,
        )

        return till_day_shape

