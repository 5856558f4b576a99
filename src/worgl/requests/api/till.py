"""A day at the till."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query

from worgl.communities.pages import seat_on
from worgl.core.rest import CSV, Amount, ApiRequest, Day, Scope, Shape, file_of, get, shape_from
from worgl.currency.pages import amounts_in
from worgl.currency.queries import currency_of
from worgl.payments.pages.rooms import ACCOUNT
from worgl.payments.pages.shapes import PartyShape, party_shape
from worgl.requests import queries
from worgl.requests.rules.till import till_csv

On = Annotated[Day, Query(description="In the community's zone.")]


class TillLineShape(Shape):
    """A payment that came in, or a refund that went out: `delta` is signed. `is_till` ones came by a code shown."""

    payment: UUID
    at: datetime
    counterparty: PartyShape
    text: str
    delta: Amount
    is_till: bool


class TillDayShape(Shape):
    """What came in and went back on a day; `by_code` and `by_name` make `taken`, which with `back` makes `total`."""

    on: date
    zone: str
    sales: int
    taken: Amount
    by_code: Amount
    by_name: Amount
    back: Amount
    total: Amount
    lines: list[TillLineShape]


@get(ACCOUNT, "/communities/{slug}/till", TillDayShape, scopes=(Scope.READ, Scope.RECEIVE))
def till_day(request: ApiRequest, slug: str, day: On) -> TillDayShape:
    """Read what the caller took and gave back on a day, oldest first."""
    community, member = seat_on(request, slug)
    amounts = amounts_in(currency_of(community.id))
    found = queries.till_day(member=member.id, viewer=member.id, on=day)
    lines = [
        shape_from(TillLineShape, line, amounts=amounts, counterparty=party_shape(line.counterparty))
        for line in found.lines
    ]
    return shape_from(TillDayShape, found, amounts=amounts, lines=lines)


@get(ACCOUNT, "/communities/{slug}/till.csv", str, scopes=(Scope.READ, Scope.RECEIVE), media=CSV)
def till_day_csv(request: ApiRequest, slug: str, day: On) -> HttpResponse:
    """Read the same day as CSV in UTF-8, a row each, times the community's own, with the running total."""
    community, member = seat_on(request, slug)
    found = queries.till_day(member=member.id, viewer=member.id, on=day)
    return file_of(till_csv(found), media=CSV, name=f"{community.slug}-till-{day}.csv")
