"""The commons: every coin that went in or out, for every member to see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import HttpResponse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.pages import show, to
from worgl.currency import queries
from worgl.currency.pages import by_day
from worgl.currency.rules import CommonsFlow, DividendRest
from worgl.currency.views.parts import hue_of

LINES = 100


@require_safe
@member_page
def commons(request: MemberRequest) -> HttpResponse:
    """List the movements of the commons by day, newest first, with the balance after each."""
    now = clock.now()
    cursor = request.GET.get("cursor", "")
    page = queries.commons_flows(community=request.community.id, viewer=request.member.id, cursor=cursor, limit=LINES)
    days = by_day(page.items, at=lambda flow: flow.at, zone=request.community.zone, now=now)
    lines = [(day.name, gathered(day.lines)) for day in days]
    if page.next_cursor and page.items[-1].is_dividend:
        rest = queries.rest_of_dividend(community=request.community.id, viewer=request.member.id, last=page.items[-1])
        lines[-1][1][-1] = completed(lines[-1][1][-1], rest)
        page = replace(page, next_cursor=rest.next_cursor)
    return show(
        request,
        "currency/commons.html",
        title=capfirst(request.community.words["commons"]),
        back=to("currency:town"),
        page=page,
        is_later_page=bool(cursor),
        # The newest movement knows what stands there now; on later pages it is not the newest.
        balance_minor=page.items[0].balance_after_minor if page.items and not cursor else None,
        days=lines,
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """Movements of one day that say the same, such as one dividend to all; newest first, each with a colour."""

    text: str
    delta_minor: int
    balance_after_minor: int
    lines: tuple[tuple[CommonsFlow, int], ...]
    unlisted: int = 0
    """How many more say the same and are in the sum, but not among the lines."""

    @property
    def count(self) -> int:
        """Return how many movements these are."""
        return len(self.lines) + self.unlisted


def gathered(flows: Iterable[CommonsFlow]) -> list[Gathered]:
    """Return movements that stand side by side with the same words and sign as one, so that a dividend is one line."""
    groups = (tuple(group) for _key, group in groupby(flows, key=lambda flow: (flow.text, flow.delta_minor > 0)))
    return [
        Gathered(group[0].text, sum(flow.delta_minor for flow in group), group[0].balance_after_minor, _coloured(group))
        for group in groups
    ]


def completed(group: Gathered, rest: DividendRest) -> Gathered:
    """Return the dividend a page ends in, with the rest of it."""
    return replace(group, delta_minor=group.delta_minor + rest.delta_minor, unlisted=rest.count)


def _coloured(flows: Iterable[CommonsFlow]) -> tuple[tuple[CommonsFlow, int], ...]:
    return tuple((flow, hue_of(flow.member)) for flow in flows)
