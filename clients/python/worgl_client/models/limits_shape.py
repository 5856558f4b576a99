from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount





T = TypeVar("T", bound="LimitsShape")



@_attrs_define
class LimitsShape:
    """ What a member may pay at once and in a day; null where no limit is set.

        Attributes:
            payment (Amount | None): The most that can be paid at once, null for no end.
            day (Amount | None): The most that can be paid in a day, null for no end.
            spent_today (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
     """

    payment: Amount | None
    day: Amount | None
    spent_today: Amount





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        payment: dict[str, Any] | None
        if isinstance(self.payment, Amount):
            payment = self.payment.to_dict()
        else:
            payment = self.payment

        day: dict[str, Any] | None
        if isinstance(self.day, Amount):
            day = self.day.to_dict()
        else:
            day = self.day

        spent_today = self.spent_today.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "payment": payment,
            "day": day,
            "spent_today": spent_today,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        d = dict(src_dict)
        def _parse_payment(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                payment_type_0 = Amount.from_dict(data)



                return payment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        payment = _parse_payment(d.pop("payment"))


        def _parse_day(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                day_type_0 = Amount.from_dict(data)



                return day_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        day = _parse_day(d.pop("day"))


        spent_today = Amount.from_dict(d.pop("spent_today"))




        limits_shape = cls(
            payment=payment,
            day=day,
            spent_today=spent_today,
        )

        return limits_shape

