"""Asking for a payment, and answering who asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Query
from pydantic import Field

from worgl.communities.pages import seat_on
from worgl.communities.queries import Community, Member, member_by_mark
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    Amount,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    Line,
    List,
    Mark,
    Scope,
    Shape,
    Sum,
    list_of,
    reads,
    room,
    shape_from,
    writes,
)
from worgl.currency.pages import amounts_in, minor_of
from worgl.currency.queries import CurrencyView, currency_of
from worgl.payments.pages.shapes import Papers, PartyShape, PreviewShape, ReceiptShape, maybe_party, party_shape
from worgl.requests import commands, queries
from worgl.requests.pages import request_link
from worgl.requests.rules.requests import RequestId, RequestState, RequestView, Side

router = room("Payment requests")
LOOK = (Scope.READ, Scope.RECEIVE, Scope.PAY)
_SCOPES = {Side.OF_ME: (Scope.READ, Scope.PAY), Side.BY_ME: (Scope.READ, Scope.RECEIVE)}
ASK = (Scope.RECEIVE,)
ANSWER = (Scope.PAY,)
DAYS_MAX = 10_000


class RequestShape(Shape):
    """A request; without a `payer` whoever opens `link` may pay. `reason` is why it was denied."""

    id: UUID
    code: str
    link: str
    asker: PartyShape
    payer: PartyShape | None
    amount: Amount
    note: str
    is_till: bool
    state: RequestState
    made_at: datetime
    told_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    closed_by: PartyShape | None
    reason: str
    payment: UUID | None


class AtTill(Shape):
    """What is to be paid at once, by whoever reads the code."""

    amount: Sum
    note: Line = ""


class NewRequest(AtTill):
    """What is asked of a member, by code or id, or without one of whoever opens the link; open for so many days."""

    payer: Mark | None = None
    days: Annotated[int, Field(strict=True, ge=1, le=DAYS_MAX)] | None = None


class Denial(Shape):
    """Why not; the asker reads it."""

    reason: Line


@reads(router, "/communities/{slug}/requests", List[RequestShape], scopes=LOOK)
def mine(
    request: ApiRequest,
    slug: str,
    side: Annotated[Side | None, Query(description="Asked of the caller, or by the caller.")] = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> List[RequestShape]:
    """List the caller's requests of one side, newest first; codes shown at a till are left out.

    What was asked of the caller takes the scope read or pay, what the caller asked read or receive. Where no side is
    named it is the first, for a key that reaches only the other the second.
    """
    community, member = seat_on(request, slug)
    side = side or (Side.OF_ME if request.auth.scopes & {*_SCOPES[Side.OF_ME]} else Side.BY_ME)
    request.auth.require(_SCOPES[side])
    currency = currency_of(community.id)
    page = queries.requests(member=member.id, side=side, now=clock.now(), cursor=cursor, limit=limit)
    return list_of(page, lambda view: _shape(view, currency))


@writes(router, "/communities/{slug}/requests", RequestShape, scopes=ASK)
def ask(request: ApiRequest, slug: str, new: NewRequest, key: Key) -> RequestShape:
    """Ask a member, or whoever opens the link, for a payment."""
    community, actor = seat_on(request, slug)
    payer = member_by_mark(community=community.id, mark=new.payer) if new.payer is not None else None
    made = commands.request_payment(
        actor=actor.id,
        payer=payer.id if payer else None,
        amount_minor=minor_of(new.amount, currency_of(community.id)),
        note=new.note,
        days=new.days,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return _seen(community, actor, made)


@writes(router, "/communities/{slug}/requests/till", RequestShape, scopes=ASK)
def show_at_till(request: ApiRequest, slug: str, new: AtTill, key: Key) -> RequestShape:
    """Make the request behind a code at a till; any member can pay it for ten minutes."""
    community, actor = seat_on(request, slug)
    minor = minor_of(new.amount, currency_of(community.id))
    made = commands.show_at_till(
        actor=actor.id, amount_minor=minor, note=new.note, key=IdempotencyKey(key), now=clock.now()
    )
    return _seen(community, actor, made)


@reads(router, "/communities/{slug}/requests/{uuid:asked}", RequestShape, scopes=LOOK)
def one(request: ApiRequest, slug: str, asked: UUID) -> RequestShape:
    """Read a request, as one of its two sides or as whoever may pay it."""
    community, viewer = seat_on(request, slug)
    view = queries.request_view(request=asked, viewer=viewer.id, now=clock.now())
    request.auth.require(_SCOPES[Side.BY_ME if view.asker.member == viewer.id else Side.OF_ME])
    return _shape(view, currency_of(community.id))


@writes(router, "/communities/{slug}/requests/{uuid:asked}/preview", PreviewShape, scopes=(Scope.PAY, Scope.READ))
def preview(request: ApiRequest, slug: str, asked: UUID) -> PreviewShape:
    """Read what paying a request would do now, with the refusal it would meet; nothing moves."""
    community, actor = seat_on(request, slug)
    found = commands.preview_request(actor=actor.id, request=RequestId(asked), now=clock.now())
    return Papers(currency_of(community.id)).preview(found)


@writes(router, "/communities/{slug}/requests/{uuid:asked}/pay", ReceiptShape, scopes=ANSWER)
def pay(request: ApiRequest, slug: str, asked: UUID, key: Key) -> ReceiptShape:
    """Pay a request; it is paid once, under whatever key."""
    community, actor = seat_on(request, slug)
    now = clock.now()
    view = queries.request_view(request=asked, viewer=actor.id, now=now)
    paid = commands.pay_request(actor=actor.id, request=view.id, key=IdempotencyKey(key), now=now)
    return Papers(currency_of(community.id)).receipt(paid)


@writes(router, "/communities/{slug}/requests/{uuid:asked}/deny", RequestShape, scopes=ANSWER)
def deny(request: ApiRequest, slug: str, asked: UUID, no: Denial, key: Key) -> RequestShape:
    """Say no to a request the caller was asked by name."""
    community, actor = seat_on(request, slug)
    commands.deny_request(
        actor=actor.id, request=RequestId(asked), reason=no.reason, key=IdempotencyKey(key), now=clock.now()
    )
    return _seen(community, actor, asked)


@writes(router, "/communities/{slug}/requests/{uuid:asked}/cancel", RequestShape, scopes=ASK)
def cancel(request: ApiRequest, slug: str, asked: UUID, key: Key) -> RequestShape:
    """Take the caller's own request back."""
    return _ask_on(commands.cancel_request, request, slug, asked, key)


@writes(router, "/communities/{slug}/requests/{uuid:asked}/remind", RequestShape, scopes=ASK)
def remind(request: ApiRequest, slug: str, asked: UUID, key: Key) -> RequestShape:
    """Remind who was asked by name, at most once a day."""
    return _ask_on(commands.remind, request, slug, asked, key)


def _ask_on(command: Callable[..., None], request: ApiRequest, slug: str, asked: UUID, key: str) -> RequestShape:
    community, actor = seat_on(request, slug)
    command(actor=actor.id, request=RequestId(asked), key=IdempotencyKey(key), now=clock.now())
    return _seen(community, actor, asked)


def _seen(community: Community, viewer: Member, asked: UUID) -> RequestShape:
    view = queries.request_view(request=asked, viewer=viewer.id, now=clock.now())
    return _shape(view, currency_of(community.id))


def _shape(view: RequestView, currency: CurrencyView) -> RequestShape:
    return shape_from(
        RequestShape,
        view,
        amounts=amounts_in(currency),
        link=request_link(view.code),
        asker=party_shape(view.asker),
        payer=maybe_party(view.payer),
        closed_by=maybe_party(view.closed_by),
    )
