from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.series_shape import SeriesShape
  from ..models.voucher_shape import VoucherShape





T = TypeVar("T", bound="VouchersShape")



@_attrs_define
class VouchersShape:
    """ A series and its vouchers.

        Attributes:
            series (SeriesShape): Vouchers issued together, of one `amount` each, and how many stand where.
            vouchers (list[VoucherShape]): The vouchers, one by one.
     """

    series: SeriesShape
    vouchers: list[VoucherShape]





    def to_dict(self) -> dict[str, Any]:
        from ..models.series_shape import SeriesShape # noqa: PLC0415
        from ..models.voucher_shape import VoucherShape # noqa: PLC0415
        series = self.series.to_dict()

        vouchers = []
        for vouchers_item_data in self.vouchers:
            vouchers_item = vouchers_item_data.to_dict()
            vouchers.append(vouchers_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "series": series,
            "vouchers": vouchers,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.series_shape import SeriesShape # noqa: PLC0415
        from ..models.voucher_shape import VoucherShape # noqa: PLC0415
        d = dict(src_dict)
        series = SeriesShape.from_dict(d.pop("series"))




        vouchers = []
        _vouchers = d.pop("vouchers")
        for vouchers_item_data in (_vouchers):
            vouchers_item = VoucherShape.from_dict(vouchers_item_data)



            vouchers.append(vouchers_item)


        vouchers_shape = cls(
            series=series,
            vouchers=vouchers,
        )

        return vouchers_shape

