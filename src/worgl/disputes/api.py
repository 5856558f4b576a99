"""Disputes over a payment: opened, answered, ended by either side, ruled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from worgl.communities.pages import seat_on
from worgl.communities.queries import Community, Member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    Amount,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    List,
    Scope,
    Shape,
    Sum,
    reads,
    room,
    shape_from,
    writes,
)
from worgl.currency.pages import amounts_in, minor_of
from worgl.currency.queries import CurrencyView, currency_of
from worgl.disputes import commands, queries
from worgl.disputes.queries import DisputeView
from worgl.disputes.rules import TEXT_MAX, Act, DisputeId, DisputeState, Part
from worgl.payments.pages.reach import LOOK, see
from worgl.payments.pages.shapes import PartyShape, maybe_party, party_shape
from worgl.payments.rules import PaymentId

router = room("Disputes")
PAYER = (Scope.PAY,)
PAYEE = (Scope.RECEIVE,)
ARBITER = (Scope.ADMIN,)
Text = Annotated[str, StringConstraints(max_length=TEXT_MAX, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]


class DisputeShape(Shape):
    """A dispute; `part` is the caller's and `acts` what he can do now.

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

    back: Sum | None = None
    reason: Text


@reads(router, "/communities/{slug}/disputes", List[DisputeShape], scopes=(Scope.READ, Scope.RECEIVE))
def mine(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[DisputeShape]:
    """List the disputes in which the caller paid or was paid, newest first.

    With `receive` alone those in which the caller was paid; a page can then be short though more follow.
    """
    community, member = seat_on(request, slug)
    currency = currency_of(community.id)
    page = queries.disputes_of(viewer=member.id, now=clock.now(), cursor=cursor, limit=limit)
    reads_all = Scope.READ in request.auth.scopes
    items = [_shape(view, currency) for view in page.items if reads_all or view.payee.member == member.id]
    return List(items=items, next=page.next_cursor or None)


@reads(router, "/communities/{slug}/disputes/waiting", List[DisputeShape], scopes=ARBITER)
def waiting(request: ApiRequest, slug: str, limit: Limit = 50) -> List[DisputeShape]:
    """List the disputes that wait for a ruling, longest first; for administrators."""
    community, member = seat_on(request, slug)
    currency = currency_of(community.id)
    found = queries.disputes_waiting(community=community.id, viewer=member.id, now=clock.now(), limit=limit)
    return List(items=[_shape(view, currency) for view in found], next=None)


@writes(router, "/communities/{slug}/payments/{uuid:payment}/dispute", DisputeShape, scopes=PAYER)
def dispute(request: ApiRequest, slug: str, payment: UUID, complaint: Complaint, key: Key) -> DisputeShape:
    """Dispute a payment the caller made."""
    community, actor = seat_on(request, slug)
    made = commands.open_dispute(
        actor=actor.id,
        payment=PaymentId(payment),
        reason=complaint.reason,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return _seen(community, actor, made)


@reads(router, "/communities/{slug}/disputes/{uuid:dispute}", DisputeShape, scopes=LOOK)
def one(request: ApiRequest, slug: str, dispute: UUID) -> DisputeShape:
    """Read a dispute, as one of its sides or as an administrator."""
    community, viewer = seat_on(request, slug)
    view = queries.dispute(dispute=dispute, viewer=viewer.id, now=clock.now())
    see(request, viewer, giver=view.payer.member, taker=view.payee.member)
    return _shape(view, currency_of(community.id))


@writes(router, "/communities/{slug}/disputes/{uuid:dispute}/answer", DisputeShape, scopes=PAYEE)
def answer(request: ApiRequest, slug: str, dispute: UUID, reply: Reply, key: Key) -> DisputeShape:
    """Answer a dispute, as the one who was paid."""
    return _act(commands.answer_dispute, request, slug, dispute, key, answer=reply.answer)


@writes(router, "/communities/{slug}/disputes/{uuid:dispute}/settle", DisputeShape, scopes=PAYEE)
def settle(request: ApiRequest, slug: str, dispute: UUID, key: Key) -> DisputeShape:
    """End a dispute by giving all back, as the one who was paid."""
    return _act(commands.settle_dispute, request, slug, dispute, key)


@writes(router, "/communities/{slug}/disputes/{uuid:dispute}/withdraw", DisputeShape, scopes=PAYER)
def withdraw(request: ApiRequest, slug: str, dispute: UUID, key: Key) -> DisputeShape:
    """End a dispute, as the one who paid; nothing goes back."""
    return _act(commands.withdraw_dispute, request, slug, dispute, key)


@writes(router, "/communities/{slug}/disputes/{uuid:dispute}/rule", DisputeShape, scopes=ARBITER)
def rule(request: ApiRequest, slug: str, dispute: UUID, ruling: Ruling, key: Key) -> DisputeShape:
    """Rule how much goes back, as an administrator who has no part in it."""
    community, _actor = seat_on(request, slug)
    back_minor = minor_of(ruling.back, currency_of(community.id)) if ruling.back else 0
    return _act(commands.rule_dispute, request, slug, dispute, key, back_minor=back_minor, reason=ruling.reason)


def _act(
    command: Callable[..., DisputeId], request: ApiRequest, slug: str, dispute: UUID, key: str, **said: object
) -> DisputeShape:
    community, actor = seat_on(request, slug)
    command(actor=actor.id, dispute=DisputeId(dispute), key=IdempotencyKey(key), now=clock.now(), **said)
    return _seen(community, actor, dispute)


def _seen(community: Community, viewer: Member, dispute: UUID) -> DisputeShape:
    view = queries.dispute(dispute=dispute, viewer=viewer.id, now=clock.now())
    return _shape(view, currency_of(community.id))


def _shape(view: DisputeView, currency: CurrencyView) -> DisputeShape:
    return shape_from(
        DisputeShape,
        view,
        amounts=amounts_in(currency),
        note=view.memo,
        payer=party_shape(view.payer),
        payee=party_shape(view.payee),
        arbiter=maybe_party(view.arbiter),
        acts=sorted(view.acts),
    )
