from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.touched import Touched
from typing import cast

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.levy_preview_shape import LevyPreviewShape
  from ..models.limit_change_shape import LimitChangeShape





T = TypeVar("T", bound="EffectShape")



@_attrs_define
class EffectShape:
    """ What a new value of a rule would change if it counted now.

    `touched` is `levy` (`levy_before`, `levy_after`: what the next one takes, null where none comes), `credit` or
    `ceiling` (`changes`: whose limit would be another, by name, at most 200; `count` and `beyond` are those of all),
    `payments` (the largest payment and the most in a day, before and after, null for no limit) or `nothing`.

        Attributes:
            touched (Touched): What a rule touches.
            levy_before (LevyPreviewShape | None): What the next levy would take as it stands, null where none would.
            levy_after (LevyPreviewShape | None): What the next levy would take by the new value, null where none would.
            changes (list[LimitChangeShape]): Whose limits would change, and how; the first of them.
            count (int): How many there are.
            beyond (int): How many would be beyond their limit at once.
            payment_before (Amount | None): The limit of a payment by the present value.
            payment_after (Amount | None): The limit of a payment by the new value.
            day_before (Amount | None): The limit of a day by the present value.
            day_after (Amount | None): The limit of a day by the new value.
     """

    touched: Touched
    levy_before: LevyPreviewShape | None
    levy_after: LevyPreviewShape | None
    changes: list[LimitChangeShape]
    count: int
    beyond: int
    payment_before: Amount | None
    payment_after: Amount | None
    day_before: Amount | None
    day_after: Amount | None





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.levy_preview_shape import LevyPreviewShape # noqa: PLC0415
        from ..models.limit_change_shape import LimitChangeShape # noqa: PLC0415
        touched = self.touched.value

        levy_before: dict[str, Any] | None
        if isinstance(self.levy_before, LevyPreviewShape):
            levy_before = self.levy_before.to_dict()
        else:
            levy_before = self.levy_before

        levy_after: dict[str, Any] | None
        if isinstance(self.levy_after, LevyPreviewShape):
            levy_after = self.levy_after.to_dict()
        else:
            levy_after = self.levy_after

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)



        count = self.count

        beyond = self.beyond

        payment_before: dict[str, Any] | None
        if isinstance(self.payment_before, Amount):
            payment_before = self.payment_before.to_dict()
        else:
            payment_before = self.payment_before

        payment_after: dict[str, Any] | None
        if isinstance(self.payment_after, Amount):
            payment_after = self.payment_after.to_dict()
        else:
            payment_after = self.payment_after

        day_before: dict[str, Any] | None
        if isinstance(self.day_before, Amount):
            day_before = self.day_before.to_dict()
        else:
            day_before = self.day_before

        day_after: dict[str, Any] | None
        if isinstance(self.day_after, Amount):
            day_after = self.day_after.to_dict()
        else:
            day_after = self.day_after


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "touched": touched,
            "levy_before": levy_before,
            "levy_after": levy_after,
            "changes": changes,
            "count": count,
            "beyond": beyond,
            "payment_before": payment_before,
            "payment_after": payment_after,
            "day_before": day_before,
            "day_after": day_after,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.levy_preview_shape import LevyPreviewShape # noqa: PLC0415
        from ..models.limit_change_shape import LimitChangeShape # noqa: PLC0415
        d = dict(src_dict)
        touched = Touched(d.pop("touched"))




        def _parse_levy_before(data: object) -> LevyPreviewShape | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                levy_before_type_0 = LevyPreviewShape.from_dict(data)



                return levy_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LevyPreviewShape | None, data)

        levy_before = _parse_levy_before(d.pop("levy_before"))


        def _parse_levy_after(data: object) -> LevyPreviewShape | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                levy_after_type_0 = LevyPreviewShape.from_dict(data)



                return levy_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LevyPreviewShape | None, data)

        levy_after = _parse_levy_after(d.pop("levy_after"))


        changes = []
        _changes = d.pop("changes")
        for changes_item_data in (_changes):
            changes_item = LimitChangeShape.from_dict(changes_item_data)



            changes.append(changes_item)


        count = d.pop("count")

        beyond = d.pop("beyond")

        def _parse_payment_before(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                payment_before_type_0 = Amount.from_dict(data)



                return payment_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        payment_before = _parse_payment_before(d.pop("payment_before"))


        def _parse_payment_after(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                payment_after_type_0 = Amount.from_dict(data)



                return payment_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        payment_after = _parse_payment_after(d.pop("payment_after"))


        def _parse_day_before(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                day_before_type_0 = Amount.from_dict(data)



                return day_before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        day_before = _parse_day_before(d.pop("day_before"))


        def _parse_day_after(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                day_after_type_0 = Amount.from_dict(data)



                return day_after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        day_after = _parse_day_after(d.pop("day_after"))


        effect_shape = cls(
            touched=touched,
            levy_before=levy_before,
            levy_after=levy_after,
            changes=changes,
            count=count,
            beyond=beyond,
            payment_before=payment_before,
            payment_after=payment_after,
            day_before=day_before,
            day_after=day_after,
        )

        return effect_shape

