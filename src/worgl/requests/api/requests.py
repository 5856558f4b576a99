"""Asking for a payment, and answering who asks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Query
from pydantic import Field

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
    MemberRef,
    Resource,
    Scope,
    Seen,
    Shape,
    SingleLine,
    get,
    list_of,
    new_router,
    send,
    shape_from,
)
from worgl.currency.pages import amounts_in
from worgl.currency.pages.entries import MONEY, Here
from worgl.currency.queries import currency_of
from worgl.payments.pages.shapes import Papers, PartyShape, PreviewShape, ReceiptShape
from worgl.requests import commands, queries
from worgl.requests.pages import request_link
from worgl.requests.rules.requests import RequestId, RequestState, RequestView, Side

router = new_router("Payment requests")
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

    amount: AmountIn
    note: SingleLine = ""


class NewRequest(AtTill):
    """What is asked of a member, by code or id, or without one of whoever opens the link; open for so many days."""

    payer: MemberRef | None = None
    days: Annotated[int, Field(strict=True, ge=1, le=DAYS_MAX)] | None = None


class Denial(Shape):
    """Why not; the asker reads it."""

    reason: SingleLine


def _shape(here: Here, view: RequestView) -> RequestShape:
    return shape_from(RequestShape, view, amounts=amounts_in(currency_of(here[0].id)), link=request_link(view.code))


REQUEST: Seen[Here, RequestView] = Seen(queries.request_view, RequestShape, _shape)
asked = Resource(router, "/communities/{slug}/requests", MONEY, one="{uuid:asked}", taken_as="request", write_by=ASK)


@get(router, "/communities/{slug}/requests", List[RequestShape], scopes=LOOK)
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
    page = queries.requests(member=member.id, side=side, now=clock.now(), cursor=cursor, limit=limit)
    return list_of(page, lambda view: _shape((community, member), view))


asked.makes(
    "ask", commands.request_payment, "Ask a member, or whoever opens the link, for a payment.", NewRequest, REQUEST
)
asked.makes(
    "show_at_till",
    commands.show_at_till,
    "Make the request behind a code at a till; any member can pay it for ten minutes.",
    AtTill,
    REQUEST,
    path="/till",
)


@get(router, "/communities/{slug}/requests/{uuid:asked}", RequestShape, scopes=LOOK)
def one(request: ApiRequest, slug: str, asked: UUID) -> RequestShape:
    """Read a request, as one of its two sides or as whoever may pay it."""
    community, viewer = seat_on(request, slug)
    view = queries.request_view(request=asked, viewer=viewer.id, now=clock.now())
    request.auth.require(_SCOPES[Side.BY_ME if view.asker.member == viewer.id else Side.OF_ME])
    return _shape((community, viewer), view)


@send(router, "/communities/{slug}/requests/{uuid:asked}/preview", PreviewShape, scopes=(Scope.PAY, Scope.READ))
def preview(request: ApiRequest, slug: str, asked: UUID) -> PreviewShape:
    """Read what paying a request would do now, with the refusal it would meet; nothing moves."""
    community, actor = seat_on(request, slug)
    found = commands.preview_request(actor=actor.id, request=RequestId(asked), now=clock.now())
    return Papers(currency_of(community.id)).preview(found)


@send(router, "/communities/{slug}/requests/{uuid:asked}/pay", ReceiptShape, scopes=ANSWER)
def pay(request: ApiRequest, slug: str, asked: UUID, key: Key) -> ReceiptShape:
    """Pay a request; it is paid once, under whatever key."""
    community, actor = seat_on(request, slug)
    now = clock.now()
    view = queries.request_view(request=asked, viewer=actor.id, now=now)
    paid = commands.pay_request(actor=actor.id, request=view.id, key=IdempotencyKey(key), now=now)
    return Papers(currency_of(community.id)).receipt(paid)


asked.acts(
    "deny", commands.deny_request, "Say no to a request the caller was asked by name.", Denial, REQUEST, scopes=ANSWER
)
asked.acts("cancel", commands.cancel_request, "Take the caller's own request back.", None, REQUEST)
asked.acts("remind", commands.remind, "Remind who was asked by name, at most once a day.", None, REQUEST)
