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





T = TypeVar("T", bound="Departing")



@_attrs_define
class Departing:
    """ What the caller agrees to leave to the commons: their whole balance, nothing when it is zero.

        Attributes:
            rest (AmountIn | None | Unset): What is left and goes to the common fund, null for nothing.
     """

    rest: AmountIn | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        rest: dict[str, Any] | None | Unset
        if isinstance(self.rest, Unset):
            rest = UNSET
        elif isinstance(self.rest, AmountIn):
            rest = self.rest.to_dict()
        else:
            rest = self.rest


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if rest is not UNSET:
            field_dict["rest"] = rest

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        d = dict(src_dict)
        def _parse_rest(data: object) -> AmountIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                rest_type_0 = AmountIn.from_dict(data)



                return rest_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AmountIn | None | Unset, data)

        rest = _parse_rest(d.pop("rest", UNSET))


        departing = cls(
            rest=rest,
        )

        return departing

