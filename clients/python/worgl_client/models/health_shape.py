from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.band_shape import BandShape
  from ..models.health_day_shape import HealthDayShape





T = TypeVar("T", bound="HealthShape")



@_attrs_define
class HealthShape:
    """ The days in their order without gaps, none before the first transfer, and how balances spread on the last.

    A job counts; `counted_at` is when it last did.

        Attributes:
            counted_at (datetime.datetime | None): When the figures were counted, null before the first time.
            days (list[HealthDayShape]): The days, oldest first.
            balances (list[BandShape]): How many members hold how much, in bands.
     """

    counted_at: datetime.datetime | None
    days: list[HealthDayShape]
    balances: list[BandShape]





    def to_dict(self) -> dict[str, Any]:
        from ..models.band_shape import BandShape # noqa: PLC0415
        from ..models.health_day_shape import HealthDayShape # noqa: PLC0415
        counted_at: None | str
        if isinstance(self.counted_at, datetime.datetime):
            counted_at = self.counted_at.isoformat()
        else:
            counted_at = self.counted_at

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)



        balances = []
        for balances_item_data in self.balances:
            balances_item = balances_item_data.to_dict()
            balances.append(balances_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "counted_at": counted_at,
            "days": days,
            "balances": balances,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.band_shape import BandShape # noqa: PLC0415
        from ..models.health_day_shape import HealthDayShape # noqa: PLC0415
        d = dict(src_dict)
        def _parse_counted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                counted_at_type_0 = datetime.datetime.fromisoformat(data)



                return counted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        counted_at = _parse_counted_at(d.pop("counted_at"))


        days = []
        _days = d.pop("days")
        for days_item_data in (_days):
            days_item = HealthDayShape.from_dict(days_item_data)



            days.append(days_item)


        balances = []
        _balances = d.pop("balances")
        for balances_item_data in (_balances):
            balances_item = BandShape.from_dict(balances_item_data)



            balances.append(balances_item)


        health_shape = cls(
            counted_at=counted_at,
            days=days,
            balances=balances,
        )

        return health_shape

