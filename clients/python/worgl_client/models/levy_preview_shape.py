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
  from ..models.levy_line_shape import LevyLineShape
  from ..models.levy_preview_shape_split import LevyPreviewShapeSplit





T = TypeVar("T", bound="LevyPreviewShape")



@_attrs_define
class LevyPreviewShape:
    """ What a levy would take now; `lines` are the largest, `wallets` counts them all.

        Attributes:
            on (datetime.date): The day, in the community's zone.
            rate_ppm (int): The rate, in parts per million.
            wallets (int): How many accounts it reached.
            base (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            total (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            owing (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            split (LevyPreviewShapeSplit): What would go where, by name in whole minor units.
            lines (list[LevyLineShape]): The lines.
     """

    on: datetime.date
    rate_ppm: int
    wallets: int
    base: Amount
    total: Amount
    owing: Amount
    split: LevyPreviewShapeSplit
    lines: list[LevyLineShape]





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.levy_line_shape import LevyLineShape # noqa: PLC0415
        from ..models.levy_preview_shape_split import LevyPreviewShapeSplit # noqa: PLC0415
        on = self.on.isoformat()

        rate_ppm = self.rate_ppm

        wallets = self.wallets

        base = self.base.to_dict()

        total = self.total.to_dict()

        owing = self.owing.to_dict()

        split = self.split.to_dict()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "on": on,
            "rate_ppm": rate_ppm,
            "wallets": wallets,
            "base": base,
            "total": total,
            "owing": owing,
            "split": split,
            "lines": lines,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.levy_line_shape import LevyLineShape # noqa: PLC0415
        from ..models.levy_preview_shape_split import LevyPreviewShapeSplit # noqa: PLC0415
        d = dict(src_dict)
        on = datetime.date.fromisoformat(d.pop("on"))




        rate_ppm = d.pop("rate_ppm")

        wallets = d.pop("wallets")

        base = Amount.from_dict(d.pop("base"))




        total = Amount.from_dict(d.pop("total"))




        owing = Amount.from_dict(d.pop("owing"))




        split = LevyPreviewShapeSplit.from_dict(d.pop("split"))




        lines = []
        _lines = d.pop("lines")
        for lines_item_data in (_lines):
            lines_item = LevyLineShape.from_dict(lines_item_data)



            lines.append(lines_item)


        levy_preview_shape = cls(
            on=on,
            rate_ppm=rate_ppm,
            wallets=wallets,
            base=base,
            total=total,
            owing=owing,
            split=split,
            lines=lines,
        )

        return levy_preview_shape

