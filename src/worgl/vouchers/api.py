"""Vouchers: coins as codes, issued, listed, redeemed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field, StringConstraints

from worgl.communities.pages import seat_on
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    PDF,
    Amount,
    AmountIn,
    ApiRequest,
    Day,
    Key,
    List,
    Resource,
    Scope,
    Seen,
    Shape,
    Shown,
    SingleLine,
    file_of,
    get,
    new_router,
    send,
    shape_from,
)
from worgl.core.templatetags.worgl import amount_text
from worgl.currency.pages import amounts_in, coin_of, money_from
from worgl.currency.pages.entries import MONEY, Here
from worgl.currency.queries import currency_of
from worgl.payments import queries as payments
from worgl.payments.pages.shapes import Papers, PartyShape, ReceiptShape
from worgl.vouchers import commands, queries
from worgl.vouchers.pages import redeem_link
from worgl.vouchers.queries import SeriesView, VoucherView
from worgl.vouchers.rules import COUNT_MAX, VoucherState, grouped

router = new_router("Vouchers")
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
    """A code that is worth a voucher's value to whoever redeems it, and the page that redeems it."""

    id: UUID
    code: str
    link: str


class NewVouchers(Shape):
    """How many of which value, good until the end of a day of the community's zone."""

    amount: AmountIn
    count: Annotated[int, Field(strict=True, ge=1, le=COUNT_MAX)]
    last_day: Day
    note: SingleLine = ""


class TypedCode(Shape):
    """A code as it is written; case, spaces and dashes are forgiven."""

    code: Annotated[str, StringConstraints(max_length=CODE_TYPED_MAX)]


Counted = tuple[SeriesView, tuple[VoucherView, ...]]


def _series(here: Here, view: SeriesView) -> SeriesShape:
    return shape_from(SeriesShape, view, amounts=amounts_in(currency_of(here[0].id)), note=view.note)


def _vouchers(here: Here, counted: Counted) -> VouchersShape:
    series, rows = counted
    return VouchersShape(series=_series(here, series), vouchers=[shape_from(VoucherShape, row) for row in rows])


SERIES: Seen[Here, Counted] = Seen(queries.series_of, VouchersShape, _vouchers)
vouchers = Resource(router, "/communities/{slug}/vouchers", MONEY, one="{uuid:series}", read_by=LOOK, write_by=ISSUE)
vouchers.lists(
    "mine", queries.voucher_series, "List the series the caller has issued, newest first.", Shown(SeriesShape, _series)
)


@send(router, "/communities/{slug}/vouchers", VouchersShape, scopes=ISSUE)
def issue(request: ApiRequest, slug: str, new: NewVouchers, key: Key) -> VouchersShape:
    """Issue vouchers out of the caller's own coins, which are reserved for them."""
    community, actor = seat_on(request, slug)
    minor, now = money_from(new.amount, currency_of(community.id)).minor, clock.now()
    made = commands.issue_vouchers(
        actor=actor.id,
        amount_minor=minor,
        count=new.count,
        last_day=new.last_day,
        note=new.note,
        key=IdempotencyKey(key),
        now=now,
    )
    return _vouchers((community, actor), queries.series_of(series=made, viewer=actor.id))


@send(router, "/communities/{slug}/vouchers/redeem", ReceiptShape, scopes=REDEEM)
def redeem(request: ApiRequest, slug: str, typed: TypedCode, key: Key) -> ReceiptShape:
    """Redeem a code: its value is the caller's at once, and nobody's after them."""
    community, actor = seat_on(request, slug)
    paid = commands.redeem_voucher(actor=actor.id, code=typed.code, key=IdempotencyKey(key), now=clock.now())
    return Papers(currency_of(community.id)).receipt(payments.receipt(payment=paid, viewer=actor.id))


vouchers.reads("one", SERIES, "Read a series the caller has issued, with the state of each voucher.")


@get(router, "/communities/{slug}/vouchers/{uuid:series}/codes", List[CodeShape], scopes=ISSUE)
def codes(request: ApiRequest, slug: str, series: UUID) -> List[CodeShape]:
    """List the codes of the open vouchers of a series, to their issuer."""
    community, member = seat_on(request, slug)
    found = queries.voucher_codes(series=series, viewer=member.id)
    shapes = [
        CodeShape(id=own, code=grouped(code), link=redeem_link(community.slug, code)) for own, code in found.items()
    ]
    return List(items=shapes, next=None)


@get(router, "/communities/{slug}/vouchers/{uuid:series}/sheet.pdf", bytes, scopes=ISSUE, media=PDF)
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


vouchers.acts(
    "cancel",
    commands.cancel_series,
    "End the open vouchers of a series; their coins are the issuer's again.",
    None,
    SERIES,
)
