"""The caller's account: what happened on it, and its statement over a period."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from django.utils.text import slugify
from ninja import Query

from worgl.communities.pages import seat_on
from worgl.communities.queries import Community
from worgl.core.rest import (
    CSV,
    PDF,
    ApiRequest,
    Day,
    Resource,
    file_of,
    get,
)
from worgl.currency.pages.entries import OWN_MONEY
from worgl.currency.queries import currency_of
from worgl.payments import queries
from worgl.payments.pages.rooms import ACCOUNT
from worgl.payments.pages.shapes import EntryShape, Papers, StatementShape
from worgl.payments.rules import StatementView

First = Annotated[Day, Query(description="First day, in the community's zone.")]
Last = Annotated[Day, Query(description="Last day, included.")]


Resource(ACCOUNT, "/communities/{slug}", OWN_MONEY).lists(
    "activity",
    queries.activity,
    """List the entries of the caller's account, newest first.

    Of one direction a page can be short though more follow.
    """,
    EntryShape,
    path="/activity",
    asked={"direction": "Only what came in, or only what went out."},
)


@get(ACCOUNT, "/communities/{slug}/statement", StatementShape)
def statement(
    request: ApiRequest,
    slug: str,
    start: First,
    end: Last,
) -> StatementShape:
    """Read the caller's account over a period; opening, lines and closing add up."""
    community, view = _statement(request, slug, start, end)
    return Papers(currency_of(community.id)).statement(view)


@get(ACCOUNT, "/communities/{slug}/statement.csv", str, media=CSV)
def statement_csv(request: ApiRequest, slug: str, start: First, end: Last) -> HttpResponse:
    """Read the same statement as CSV in UTF-8: a row for the opening, one for each line, one for the closing.

    Days and times are the community's own, amounts have a point before the decimals; each row's balance is the
    one before plus its amount.
    """
    community, view = _statement(request, slug, start, end)
    return file_of(queries.statement_csv(view), media=CSV, name=f"{_name(community, view)}.csv")


@get(ACCOUNT, "/communities/{slug}/statement.pdf", bytes, media=PDF)
def statement_pdf(request: ApiRequest, slug: str, start: First, end: Last) -> HttpResponse:
    """Read the same statement as a paper (PDF, A4), in the language of `Accept-Language`."""
    community, view = _statement(request, slug, start, end)
    return file_of(queries.statement_pdf(view), media=PDF, name=f"{_name(community, view)}.pdf")


def _statement(request: ApiRequest, slug: str, start: Day, end: Day) -> tuple[Community, StatementView]:
    community, member = seat_on(request, slug)
    return community, queries.statement(member=member.id, viewer=member.id, start=start, end=end)


def _name(community: Community, view: StatementView) -> str:
    return f"{community.slug}-{slugify(view.holder.name)}-{view.start}-{view.end}"
