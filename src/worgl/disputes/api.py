"""Disputes over a payment: opened, answered, ended by either side, ruled."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    Amount,
    AmountIn,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    List,
    Resource,
    Scope,
    Seen,
    Shape,
    get,
    new_router,
    send,
    shape_from,
)
from worgl.currency.pages import amounts_in, money_from
from worgl.currency.pages.entries import MONEY, Here
from worgl.currency.queries import currency_of
from worgl.disputes import commands, queries
from worgl.disputes.queries import DisputeView
from worgl.disputes.rules import TEXT_MAX, Act, DisputeId, DisputeState, Part
from worgl.payments.pages.reach import LOOK, see
from worgl.payments.pages.shapes import PartyShape

router = new_router("Disputes")
PAYER = (Scope.PAY,)
PAYEE = (Scope.RECEIVE,)
ARBITER = (Scope.ADMIN,)
Text = Annotated[str, StringConstraints(max_length=TEXT_MAX, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]


class DisputeShape(Shape):
    """A dispute; `part` is the caller's and `acts` what they can do now.

    `free` could still go back, `ruled` is what an arbiter gave back, `owed` what of it is not paid yet.
    """

    id: UUID
    payment: UUID
    paid_at: datetime
    amount: Amount
    free: Amount
    note: str
    payer: PartyShape
    payee: PartyShape
    state: DisputeState
    reason: str
    opened_at: datetime
    answer: str
    answered_at: datetime | None
    arbiter: PartyShape | None
    ruling: str
    ruled: Amount | None
    owed: Amount
    closed_at: datetime | None
    rules_from: datetime
    part: Part
    acts: list[Act]


class Complaint(Shape):
    """What is wrong with the payment."""

    reason: Text


class Reply(Shape):
    """What the one who was paid says to it."""

    answer: Text


class Ruling(Shape):
    """How much goes back, nothing without an amount, and why."""

    back: AmountIn | None = None
    reason: Text


def _shape(here: Here, view: DisputeView) -> DisputeShape:
    return shape_from(DisputeShape, view, amounts=amounts_in(currency_of(here[0].id)), note=view.note)


DISPUTE: Seen[Here, DisputeView] = Seen(queries.dispute, DisputeShape, _shape, by="dispute")
disputes = Resource(router, "/communities/{slug}/disputes", MONEY, one="{uuid:dispute}")


@get(router, "/communities/{slug}/disputes", List[DisputeShape], scopes=(Scope.READ, Scope.RECEIVE))
def mine(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[DisputeShape]:
    """List the disputes in which the caller paid or was paid, newest first.

    With `receive` alone those in which the caller was paid; a page can then be short though more follow.
    """
    community, member = seat_on(request, slug)
    page = queries.disputes_of(viewer=member.id, now=clock.now(), cursor=cursor, limit=limit)
    reads_all = Scope.READ in request.auth.scopes
    items = [_shape((community, member), view) for view in page.items if reads_all or view.payee.member == member.id]
    return List(items=items, next=page.next_cursor or None)


disputes.lists(
    "waiting",
    queries.disputes_waiting,
    "List the disputes that wait for a ruling, longest first; for administrators.",
    DISPUTE.shown,
    path="/waiting",
    scopes=ARBITER,
)
Resource(router, "/communities/{slug}/payments", MONEY, one="{uuid:payment}").acts(
    "dispute", commands.open_dispute, "Dispute a payment the caller made.", Complaint, DISPUTE, scopes=PAYER
)


@get(router, "/communities/{slug}/disputes/{uuid:dispute}", DisputeShape, scopes=LOOK)
def one(request: ApiRequest, slug: str, dispute: UUID) -> DisputeShape:
    """Read a dispute, as one of its sides or as an administrator."""
    community, viewer = seat_on(request, slug)
    view = queries.dispute(dispute=dispute, viewer=viewer.id, now=clock.now())
    see(request, viewer, giver=view.payer.member, taker=view.payee.member)
    return _shape((community, viewer), view)


disputes.acts(
    "answer", commands.answer_dispute, "Answer a dispute, as the one who was paid.", Reply, DISPUTE, scopes=PAYEE
)
disputes.acts(
    "settle",
    commands.settle_dispute,
    "End a dispute by giving all back, as the one who was paid.",
    None,
    DISPUTE,
    scopes=PAYEE,
)
disputes.acts(
    "withdraw",
    commands.withdraw_dispute,
    "End a dispute, as the one who paid; nothing goes back.",
    None,
    DISPUTE,
    scopes=PAYER,
)


@send(router, "/communities/{slug}/disputes/{uuid:dispute}/rule", DisputeShape, scopes=ARBITER)
def rule(request: ApiRequest, slug: str, dispute: UUID, ruling: Ruling, key: Key) -> DisputeShape:
    """Rule how much goes back, as an administrator who has no part in it."""
    community, actor = seat_on(request, slug)
    commands.rule_dispute(
        actor=actor.id,
        dispute=DisputeId(dispute),
        back_minor=money_from(ruling.back, currency_of(community.id)).minor if ruling.back else 0,
        reason=ruling.reason,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return _shape((community, actor), queries.dispute(dispute=dispute, viewer=actor.id, now=clock.now()))
