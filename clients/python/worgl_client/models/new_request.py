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





T = TypeVar("T", bound="NewRequest")



@_attrs_define
class NewRequest:
    """ What is asked of a member, by code or id, or without one of whoever opens the link; open for so many days.

        Attributes:
            amount (AmountIn): An amount to be moved; its unit must be the community's, so that no program pays in another
                than it means.
            note (str | Unset): What it is for, in the words of who pays or asks. Default: ''.
            payer (None | str | Unset): Code or id of who is asked, null for whoever opens the link.
            days (int | None | Unset): For how many days.
     """

    amount: AmountIn
    note: str | Unset = ''
    payer: None | str | Unset = UNSET
    days: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        amount = self.amount.to_dict()

        note = self.note

        payer: None | str | Unset
        if isinstance(self.payer, Unset):
            payer = UNSET
        else:
            payer = self.payer

        days: int | None | Unset
        if isinstance(self.days, Unset):
            days = UNSET
        else:
            days = self.days


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "amount": amount,
        })
        if note is not UNSET:
            field_dict["note"] = note
        if payer is not UNSET:
            field_dict["payer"] = payer
        if days is not UNSET:
            field_dict["days"] = days

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_in import AmountIn # noqa: PLC0415
        d = dict(src_dict)
        amount = AmountIn.from_dict(d.pop("amount"))




        note = d.pop("note", UNSET)

        def _parse_payer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        payer = _parse_payer(d.pop("payer", UNSET))


        def _parse_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        days = _parse_days(d.pop("days", UNSET))


        new_request = cls(
            amount=amount,
            note=note,
            payer=payer,
            days=days,
        )

        return new_request

