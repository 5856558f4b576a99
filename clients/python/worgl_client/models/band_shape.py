from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="BandShape")



@_attrs_define
class BandShape:
    """ How many members hold `low` or more and less than `high`; null where there is no such end.

        Attributes:
            low (Amount | None): The lower end of the band, null for the first.
            high (Amount | None): The upper end of the band, null for the last.
            members (int): How many members there are.
     """

    low: Amount | None
    high: Amount | None
    members: int





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        low: dict[str, Any] | None
        if isinstance(self.low, Amount):
            low = self.low.to_dict()
        else:
            low = self.low

        high: dict[str, Any] | None
        if isinstance(self.high, Amount):
            high = self.high.to_dict()
        else:
            high = self.high

        members = self.members


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "low": low,
            "high": high,
            "members": members,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        def _parse_low(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                low_type_0 = Amount.from_dict(data)



                return low_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        low = _parse_low(d.pop("low"))


        def _parse_high(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                high_type_0 = Amount.from_dict(data)



                return high_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        high = _parse_high(d.pop("high"))


        members = d.pop("members")

        band_shape = cls(
            low=low,
            high=high,
            members=members,
        )

        return band_shape

