from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.voucher_state import VoucherState
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.party_shape import PartyShape





T = TypeVar("T", bound="VoucherShape")



@_attrs_define
class VoucherShape:
    """ One voucher, without its code.

        Attributes:
            id (UUID): The id.
            state (VoucherState): Where a voucher stands.
            redeemer (None | PartyShape): Who redeemed it, null before.
            payment (None | UUID): The id of the payment, null where there is none.
            ended_at (datetime.datetime | None): When it came to its end, null before.
     """

    id: UUID
    state: VoucherState
    redeemer: None | PartyShape
    payment: None | UUID
    ended_at: datetime.datetime | None





    def to_dict(self) -> dict[str, Any]:
        from ..models.party_shape import PartyShape # noqa: PLC0415
        id = str(self.id)

        state = self.state.value

        redeemer: dict[str, Any] | None
        if isinstance(self.redeemer, PartyShape):
            redeemer = self.redeemer.to_dict()
        else:
            redeemer = self.redeemer

        payment: None | str
        if isinstance(self.payment, UUID):
            payment = str(self.payment)
        else:
            payment = self.payment

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "state": state,
            "redeemer": redeemer,
            "payment": payment,
            "ended_at": ended_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.party_shape import PartyShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        state = VoucherState(d.pop("state"))




        def _parse_redeemer(data: object) -> None | PartyShape:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                redeemer_type_0 = PartyShape.from_dict(data)



                return redeemer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PartyShape, data)

        redeemer = _parse_redeemer(d.pop("redeemer"))


        def _parse_payment(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                payment_type_0 = UUID(data)



                return payment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        payment = _parse_payment(d.pop("payment"))


        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)



                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))


        voucher_shape = cls(
            id=id,
            state=state,
            redeemer=redeemer,
            payment=payment,
            ended_at=ended_at,
        )

        return voucher_shape

