from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.act import Act
from ..models.dispute_state import DisputeState
from ..models.part import Part
from typing import cast
from uuid import UUID
import datetime

if TYPE_CHECKING:
  from ..models.amount import Amount
  from ..models.party_shape import PartyShape





T = TypeVar("T", bound="DisputeShape")



@_attrs_define
class DisputeShape:
    """ A dispute; `part` is the caller's and `acts` what they can do now.

    `free` could still go back, `ruled` is what an arbiter gave back, `owed` what of it is not paid yet.

        Attributes:
            id (UUID): The id.
            payment (UUID): The id of the payment, null where there is none.
            paid_at (datetime.datetime): When the payment was made.
            amount (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            free (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            note (str): What it is for, in the words of who pays or asks.
            payer (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is null).
            payee (PartyShape): One side of a transfer: a member, or one of the community's own accounts (`member` is null).
            state (DisputeState): Where a dispute stands.
            reason (str): Why.
            opened_at (datetime.datetime): When it was opened.
            answer (str): What was answered.
            answered_at (datetime.datetime | None): When the one who was paid answered.
            arbiter (None | PartyShape): Who ruled, null while nobody has.
            ruling (str): What was ruled, in words.
            ruled (Amount | None): What the ruling gives back, null before one.
            owed (Amount): Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`.
            closed_at (datetime.datetime | None): When it came to its end, null while it is open.
            rules_from (datetime.datetime): From when somebody may rule.
            part (Part): Which part somebody has in a dispute.
            acts (list[Act]): What the caller can do with it now, as the last parts of its addresses.
     """

    id: UUID
    payment: UUID
    paid_at: datetime.datetime
    amount: Amount
    free: Amount
    note: str
    payer: PartyShape
    payee: PartyShape
    state: DisputeState
    reason: str
    opened_at: datetime.datetime
    answer: str
    answered_at: datetime.datetime | None
    arbiter: None | PartyShape
    ruling: str
    ruled: Amount | None
    owed: Amount
    closed_at: datetime.datetime | None
    rules_from: datetime.datetime
    part: Part
    acts: list[Act]





    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        id = str(self.id)

        payment = str(self.payment)

        paid_at = self.paid_at.isoformat()

        amount = self.amount.to_dict()

        free = self.free.to_dict()

        note = self.note

        payer = self.payer.to_dict()

        payee = self.payee.to_dict()

        state = self.state.value

        reason = self.reason

        opened_at = self.opened_at.isoformat()

        answer = self.answer

        answered_at: None | str
        if isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        arbiter: dict[str, Any] | None
        if isinstance(self.arbiter, PartyShape):
            arbiter = self.arbiter.to_dict()
        else:
            arbiter = self.arbiter

        ruling = self.ruling

        ruled: dict[str, Any] | None
        if isinstance(self.ruled, Amount):
            ruled = self.ruled.to_dict()
        else:
            ruled = self.ruled

        owed = self.owed.to_dict()

        closed_at: None | str
        if isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        rules_from = self.rules_from.isoformat()

        part = self.part.value

        acts = []
        for acts_item_data in self.acts:
            acts_item = acts_item_data.value
            acts.append(acts_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "payment": payment,
            "paid_at": paid_at,
            "amount": amount,
            "free": free,
            "note": note,
            "payer": payer,
            "payee": payee,
            "state": state,
            "reason": reason,
            "opened_at": opened_at,
            "answer": answer,
            "answered_at": answered_at,
            "arbiter": arbiter,
            "ruling": ruling,
            "ruled": ruled,
            "owed": owed,
            "closed_at": closed_at,
            "rules_from": rules_from,
            "part": part,
            "acts": acts,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount # noqa: PLC0415
        from ..models.party_shape import PartyShape # noqa: PLC0415
        d = dict(src_dict)
        id = UUID(d.pop("id"))




        payment = UUID(d.pop("payment"))




        paid_at = datetime.datetime.fromisoformat(d.pop("paid_at"))




        amount = Amount.from_dict(d.pop("amount"))




        free = Amount.from_dict(d.pop("free"))




        note = d.pop("note")

        payer = PartyShape.from_dict(d.pop("payer"))




        payee = PartyShape.from_dict(d.pop("payee"))




        state = DisputeState(d.pop("state"))




        reason = d.pop("reason")

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))




        answer = d.pop("answer")

        def _parse_answered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)



                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        answered_at = _parse_answered_at(d.pop("answered_at"))


        def _parse_arbiter(data: object) -> None | PartyShape:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                arbiter_type_0 = PartyShape.from_dict(data)



                return arbiter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PartyShape, data)

        arbiter = _parse_arbiter(d.pop("arbiter"))


        ruling = d.pop("ruling")

        def _parse_ruled(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ruled_type_0 = Amount.from_dict(data)



                return ruled_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        ruled = _parse_ruled(d.pop("ruled"))


        owed = Amount.from_dict(d.pop("owed"))




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


        rules_from = datetime.datetime.fromisoformat(d.pop("rules_from"))




        part = Part(d.pop("part"))




        acts = []
        _acts = d.pop("acts")
        for acts_item_data in (_acts):
            acts_item = Act(acts_item_data)



            acts.append(acts_item)


        dispute_shape = cls(
            id=id,
            payment=payment,
            paid_at=paid_at,
            amount=amount,
            free=free,
            note=note,
            payer=payer,
            payee=payee,
            state=state,
            reason=reason,
            opened_at=opened_at,
            answer=answer,
            answered_at=answered_at,
            arbiter=arbiter,
            ruling=ruling,
            ruled=ruled,
            owed=owed,
            closed_at=closed_at,
            rules_from=rules_from,
            part=part,
            acts=acts,
        )

        return dispute_shape

