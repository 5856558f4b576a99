from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.request_state import RequestState
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.party_shape import PartyShape





T = TypeVar("T", bound="RequestShape")



@_attrs_define
class RequestShape:
    """ A request; without a `payer` whoever opens `link` may pay. `reason` is why it was denied.

        Attributes:
            id (UUID): The id.
            code (str): The code of eight letters and digits by which people find each other.
            link (str): The address on the pages.
            asker (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is null).
            payer (None | PartyShape): Who pays, null for whoever opens the link.
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            note (str): What it is for, in the words of who pays or asks.
            is_till (bool): Whether it belongs to a code that was shown at a till.
            state (RequestState): Where a request stands; all but open are final.
            made_at (datetime.datetime): When it was made.
            told_at (datetime.datetime): When who is asked was last told of it.
            expires_at (datetime.datetime): When its time is over.
            closed_at (datetime.datetime | None): When it came to its end, null while it is open.
            closed_by (None | PartyShape): Who ended it, null while it is open.
            reason (str): Why.
            payment (None | UUID): The id of the payment, null where there is none.
     """

    id: UUID
    code: str
    link: str
    asker: PartyShape
    payer: None | PartyShape
    amount: Amount
    note: str
    is_till: bool
    state: RequestState
    made_at: datetime.datetime
    told_at: datetime.datetime
    expires_at: datetime.datetime
    closed_at: datetime.datetime | None
    closed_by: None | PartyShape
    reason: str
    payment: None | UUID





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        id = str(self.id)

        code = self.code

        link = self.link

        asker = self.asker.to_dict()

        payer: dict[str, Any] | None
        if isinstance(self.payer, PartyShape):
            payer = self.payer.to_dict()
        else:
            payer = self.payer

        amount = self.amount.to_dict()

        note = self.note

        is_till = self.is_till

        state = self.state.value

        made_at = self.made_at.isoformat()

        told_at = self.told_at.isoformat()

        expires_at = self.expires_at.isoformat()

        closed_at: None | str
        if isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        closed_by: dict[str, Any] | None
        if isinstance(self.closed_by, PartyShape):
            closed_by = self.closed_by.to_dict()
        else:
            closed_by = self.closed_by

        reason = self.reason

        payment: None | str
        if isinstance(self.payment, UUID):
            payment = str(self.payment)
        else:
            payment = self.payment


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "code": code,
            "link": link,
            "asker": asker,
            "payer": payer,
            "amount": amount,
            "note": note,
            "is_till": is_till,
            "state": state,
            "made_at": made_at,
            "told_at": told_at,
            "expires_at": expires_at,
            "closed_at": closed_at,
            "closed_by": closed_by,
            "reason": reason,
            "payment": payment,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        code = d.pop("code")

        link = d.pop("link")

        asker = PartyShape.from_dict(d.pop("asker"))




        def _parse_payer(data: object) -> None | PartyShape:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                payer_type_0 = PartyShape.from_dict(data)



                return payer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PartyShape, data)

        payer = _parse_payer(d.pop("payer"))


        amount = Amount.from_dict(d.pop("amount"))




        note = d.pop("note")

        is_till = d.pop("is_till")

        state = RequestState(d.pop("state"))




        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))




        told_at = datetime.datetime.fromisoformat(d.pop("told_at"))




        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))




        def _parse_closed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)



                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        closed_at = _parse_closed_at(d.pop("closed_at"))


        def _parse_closed_by(data: object) -> None | PartyShape:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                closed_by_type_0 = PartyShape.from_dict(data)



                return closed_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PartyShape, data)

        closed_by = _parse_closed_by(d.pop("closed_by"))


        reason = d.pop("reason")

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


        request_shape = cls(
            id=id,
            code=code,
            link=link,
            asker=asker,
            payer=payer,
            amount=amount,
            note=note,
            is_till=is_till,
            state=state,
            made_at=made_at,
            told_at=told_at,
            expires_at=expires_at,
            closed_at=closed_at,
            closed_by=closed_by,
            reason=reason,
            payment=payment,
        )

        return request_shape

