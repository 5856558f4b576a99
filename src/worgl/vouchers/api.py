"""Vouchers: coins as codes, issued, listed, redeemed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field, StringConstraints

from worgl.communities.pages import seat_on
from worgl.communities.queries import Community, Member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    PDF,
    Amount,
    ApiRequest,
    Cursor,
    Day,
    Key,
    Limit,
    Line,
    List,
    Scope,
    Shape,
    Sum,
    file_of,
    list_of,
    reads,
    room,
    shape_from,
    writes,
)
from worgl.core.templatetags.worgl import amount_text
from worgl.currency.pages import amounts_in, coin_of, minor_of
from worgl.currency.queries import CurrencyView, currency_of
from worgl.payments import queries as payments
from worgl.payments.pages.shapes import Papers, PartyShape, ReceiptShape, maybe_party
from worgl.vouchers import commands, queries
from worgl.vouchers.pages import redeem_link
from worgl.vouchers.queries import SeriesView, VoucherView
from worgl.vouchers.rules import COUNT_MAX, SeriesId, VoucherState, grouped

router = room("Vouchers")
LOOK = (Scope.READ, Scope.PAY)
ISSUE = (Scope.PAY,)
REDEEM = (Scope.RECEIVE,)
CODE_TYPED_MAX = 80


class SeriesShape(Shape):
    """Vouchers issued together, of one `amount` each, and how many stand where."""

    id: UUID
    amount: Amount
    note: str
    issued_at: datetime
    expires_at: datetime
    count: int
    open: int
    redeemed: int
    expired: int
    cancelled: int


class VoucherShape(Shape):
    """One voucher, without its code."""

    id: UUID
    state: VoucherState
    redeemer: PartyShape | None
    payment: UUID | None
    ended_at: datetime | None


class VouchersShape(Shape):
    """A series and its vouchers."""

    series: SeriesShape
    vouchers: list[VoucherShape]


class CodeShape(Shape):
    """A code that is worth a voucher's value to who redeems it, and the page that redeems it."""

    id: UUID
    code: str
    link: str


class NewVouchers(Shape):
    """How many of which value, good until the end of a day of the community's zone."""

    amount: Sum
    count: Annotated[int, Field(strict=True, ge=1, le=COUNT_MAX)]
    last_day: Day
    note: Line = ""


class TypedCode(Shape):
    """A code as it is written; case, spaces and dashes are forgiven."""

    code: Annotated[str, StringConstraints(max_length=CODE_TYPED_MAX)]


@reads(router, "/communities/{slug}/vouchers", List[SeriesShape], scopes=LOOK)
def mine(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[SeriesShape]:
    """List the series the caller has issued, newest first."""
    community, member = seat_on(request, slug)
    currency = currency_of(community.id)
    page = queries.voucher_series(viewer=member.id, cursor=cursor, limit=limit)
    return list_of(page, lambda series: _series(series, currency))


@writes(router, "/communities/{slug}/vouchers", VouchersShape, scopes=ISSUE)
def issue(request: ApiRequest, slug: str, new: NewVouchers, key: Key) -> VouchersShape:
    """Issue vouchers out of the caller's own coins, which are reserved for them."""
    community, actor = seat_on(request, slug)
    minor, now = minor_of(new.amount, currency_of(community.id)), clock.now()
    made = commands.issue_vouchers(
        actor=actor.id,
        amount_minor=minor,
        count=new.count,
        last_day=new.last_day,
        memo=new.note,
        key=IdempotencyKey(key),
        now=now,
    )
    return _seen(community, actor, made)


@writes(router, "/communities/{slug}/vouchers/redeem", ReceiptShape, scopes=REDEEM)
def redeem(request: ApiRequest, slug: str, typed: TypedCode, key: Key) -> ReceiptShape:
    """Redeem a code: its value is the caller's at once, and nobody's after him."""
    community, actor = seat_on(request, slug)
    paid = commands.redeem_voucher(actor=actor.id, code=typed.code, key=IdempotencyKey(key), now=clock.now())
    return Papers(currency_of(community.id)).receipt(payments.receipt(payment=paid, viewer=actor.id))


@reads(router, "/communities/{slug}/vouchers/{uuid:series}", VouchersShape, scopes=LOOK)
def one(request: ApiRequest, slug: str, series: UUID) -> VouchersShape:
    """Read a series the caller has issued, with the state of each voucher."""
    return _seen(*seat_on(request, slug), series)


@reads(router, "/communities/{slug}/vouchers/{uuid:series}/codes", List[CodeShape], scopes=ISSUE)
def codes(request: ApiRequest, slug: str, series: UUID) -> List[CodeShape]:
    """List the codes of the open vouchers of a series, to who has issued them."""
    community, member = seat_on(request, slug)
    found = queries.voucher_codes(series=series, viewer=member.id)
    shapes = [
        CodeShape(id=own, code=grouped(code), link=redeem_link(community.slug, code)) for own, code in found.items()
    ]
    return List(items=shapes, next=None)


@reads(router, "/communities/{slug}/vouchers/{uuid:series}/sheet.pdf", bytes, scopes=ISSUE, media=PDF)
def sheet(request: ApiRequest, slug: str, series: UUID) -> HttpResponse:
    """Read the open vouchers as sheets to print and cut (PDF, A4), each with its code and a QR code.

    To who has issued them, in the language of `Accept-Language`. Vouchers of codes another node has made are left
    out.
    """
    community, member = seat_on(request, slug)
    view, _rows = queries.series_of(series=series, viewer=member.id)
    coin = coin_of(currency_of(community.id), community)
    value = f"{amount_text(view.amount_minor, coin)} {coin.name}"
    address = redeem_link(community.slug)
    paper = queries.vouchers_pdf(series=series, viewer=member.id, value=value, address=address)
    return file_of(paper, media=PDF, name=f"{community.slug}-vouchers.pdf")


@writes(router, "/communities/{slug}/vouchers/{uuid:series}/cancel", VouchersShape, scopes=ISSUE)
def cancel(request: ApiRequest, slug: str, series: UUID, key: Key) -> VouchersShape:
    """End the open vouchers of a series; their coins are the issuer's again."""
    community, actor = seat_on(request, slug)
    commands.cancel_series(actor=actor.id, series=SeriesId(series), key=IdempotencyKey(key), now=clock.now())
    return _seen(community, actor, series)


def _seen(community: Community, viewer: Member, series: UUID) -> VouchersShape:
    counted, rows = queries.series_of(series=series, viewer=viewer.id)
    return VouchersShape(series=_series(counted, currency_of(community.id)), vouchers=[_voucher(view) for view in rows])


def _series(view: SeriesView, currency: CurrencyView) -> SeriesShape:
    return shape_from(SeriesShape, view, amounts=amounts_in(currency), note=view.memo)


def _voucher(view: VoucherView) -> VoucherShape:
    return shape_from(VoucherShape, view, redeemer=maybe_party(view.redeemer))
