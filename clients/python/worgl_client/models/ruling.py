from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.amount_in import AmountIn





T = TypeVar("T", bound="Ruling")



@_attrs_define
class Ruling:
    """ How much goes back, nothing without an amount, and why.

        Attributes:
            reason (str): Why.
            back (AmountIn | None | Unset): What goes back, or went back.
     """

    reason: str
    back: AmountIn | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        reason = self.reason

        back: dict[str, Any] | None | Unset
        if isinstance(self.back, Unset):
            back = UNSET
        elif isinstance(self.back, AmountIn):
            back = self.back.to_dict()
        else:
            back = self.back


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "reason": reason,
        })
        if back is not UNSET:
            field_dict["back"] = back

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        d = dict(src_dict)
        reason = d.pop("reason")

        def _parse_back(data: object) -> AmountIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                back_type_0 = AmountIn.from_dict(data)



                return back_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AmountIn | None | Unset, data)

        back = _parse_back(d.pop("back", UNSET))


        ruling = cls(
            reason=reason,
            back=back,
        )

        return ruling

