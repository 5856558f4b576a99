from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.fading_shape import FadingShape





T = TypeVar("T", bound="BalanceShape")



@_attrs_define
class BalanceShape:
    """ A member's money; `spendable` counts credit and leaves out what is held.

        Attributes:
            posted (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            held (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            spendable (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one
                `unit`.
            credit (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            ceiling (Amount | None): The most the account may hold, null for no end.
            owing (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            fading (FadingShape | None): What fades next, null where nothing does.
     """

    posted: Amount
    held: Amount
    spendable: Amount
    credit: Amount
    ceiling: Amount | None
    owing: Amount
    fading: FadingShape | None





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.fading_shape import FadingShape # noqa: PLC0415
        posted = self.posted.to_dict()

        held = self.held.to_dict()

        spendable = self.spendable.to_dict()

        credit = self.credit.to_dict()

        ceiling: dict[str, Any] | None
        if isinstance(self.ceiling, Amount):
            ceiling = self.ceiling.to_dict()
        else:
            ceiling = self.ceiling

        owing = self.owing.to_dict()

        fading: dict[str, Any] | None
        if isinstance(self.fading, FadingShape):
            fading = self.fading.to_dict()
        else:
            fading = self.fading


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "posted": posted,
            "held": held,
            "spendable": spendable,
            "credit": credit,
            "ceiling": ceiling,
            "owing": owing,
            "fading": fading,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.fading_shape import FadingShape # noqa: PLC0415
        d = dict(src_dict)
        posted = Amount.from_dict(d.pop("posted"))




        held = Amount.from_dict(d.pop("held"))




        spendable = Amount.from_dict(d.pop("spendable"))




        credit = Amount.from_dict(d.pop("credit"))




        def _parse_ceiling(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ceiling_type_0 = Amount.from_dict(data)



                return ceiling_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        ceiling = _parse_ceiling(d.pop("ceiling"))


        owing = Amount.from_dict(d.pop("owing"))




        def _parse_fading(data: object) -> FadingShape | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fading_type_0 = FadingShape.from_dict(data)



                return fading_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FadingShape | None, data)

        fading = _parse_fading(d.pop("fading"))


        balance_shape = cls(
            posted=posted,
            held=held,
            spendable=spendable,
            credit=credit,
            ceiling=ceiling,
            owing=owing,
            fading=fading,
        )

        return balance_shape

