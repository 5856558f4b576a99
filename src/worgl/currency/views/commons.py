"""The commons: every coin that went in or out, for every member to see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.currency import queries
from worgl.currency.pages import by_day
from worgl.currency.rules import CommonsFlow
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
    context = {
        "title": capfirst(request.community.words["commons"]),
        "back": reverse("currency:town", args=[request.community.slug]),
        "page": page,
        "is_later_page": bool(cursor),
        # The newest movement knows what stands there now; on later pages it is not the newest.
        "balance_minor": page.items[0].balance_after_minor if page.items and not cursor else None,
        "days": [(day.name, gathered(day.lines)) for day in days],
    }
    return render(request, "currency/commons.html", context)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Movements of one day that say the same, such as one dividend to all; newest first, each with a colour."""

    text: str
    delta_minor: int
    balance_after_minor: int
    lines: tuple[tuple[CommonsFlow, int], ...]


def gathered(flows: Iterable[CommonsFlow]) -> list[Gathered]:
    """Return movements that stand side by side with the same words and sign as one, so that a dividend is one line."""
    groups = (tuple(group) for _key, group in groupby(flows, key=lambda flow: (flow.text, flow.delta_minor > 0)))
    return [
        Gathered(group[0].text, sum(flow.delta_minor for flow in group), group[0].balance_after_minor, _coloured(group))
        for group in groups
    ]


def _coloured(flows: Iterable[CommonsFlow]) -> tuple[tuple[CommonsFlow, int], ...]:
    return tuple((flow, hue_of(flow.member)) for flow in flows)
