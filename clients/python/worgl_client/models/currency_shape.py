from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.currency_kind import CurrencyKind
from uuid import UUID






T = TypeVar("T", bound="CurrencyShape")



@_attrs_define
class CurrencyShape:
    """ A community's currency.

        Attributes:
            id (UUID): The id.
            unit (str): The unit of the amount, which is the community's.
            name (str): The name.
            exponent (int): How many decimals the unit has.
            kind (CurrencyKind): What changes the supply (money.md, Kinds of currency).
     """

    id: UUID
    unit: str
    name: str
    exponent: int
    kind: CurrencyKind





    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        unit = self.unit

        name = self.name

        exponent = self.exponent

        kind = self.kind.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "unit": unit,
            "name": name,
            "exponent": exponent,
            "kind": kind,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        unit = d.pop("unit")

        name = d.pop("name")

        exponent = d.pop("exponent")

        kind = CurrencyKind(d.pop("kind"))




        currency_shape = cls(
            id=id,
            unit=unit,
            name=name,
            exponent=exponent,
            kind=kind,
        )

        return currency_shape

