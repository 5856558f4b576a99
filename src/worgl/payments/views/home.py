"""Home: what I have, what fades, whom I paid, what happened."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest, till_page
from worgl.communities.queries import Member
from worgl.communities.rules import MemberKind, MemberState
from worgl.core import clock
from worgl.core.domains import entrances, pieces
from worgl.currency import queries as currencies
from worgl.currency.pages import by_day
from worgl.payments import queries
from worgl.payments.pages import BESIDE_BALANCE

RECENT_LINES = 8
PEOPLE = 8
MORNING, NOON, EVENING = 4, 12, 18


@require_safe
@till_page
def home(request: MemberRequest) -> HttpResponse:
    """Show the wallet; an applicant waits, a newcomer reads what to do first, who stands at a till finds the till."""
    if request.capacity.value in entrances():
        return redirect(entrances()[request.capacity.value], slug=request.community.slug)
    now = clock.now()
    member = request.member
    context: dict[str, object] = {"title": _greeting(member, zone=request.community.zone, now=now)}
    if member.state == MemberState.APPLIED:
        return render(request, "payments/waiting.html", context)
    is_suspended = member.state == MemberState.SUSPENDED
    shown = 0 if is_suspended else PEOPLE
    seen = queries.overview(member=member.id, lines=RECENT_LINES, people=shown, now=now)
    context |= {
        "balance": currencies.balance(member=member.id, viewer=member.id, now=now),
        "people": seen.people,
        "days": by_day(seen.lines, at=lambda line: line.at, zone=request.community.zone, now=now),
        "now": now,
        "waiting": seen.waiting,
        "beside_balance": pieces(BESIDE_BALANCE, request, None),
        "is_suspended": is_suspended,
        "administrators": _administrators(request) if is_suspended else (),
    }
    return render(request, "payments/home.html", context)


def _administrators(request: MemberRequest) -> list[Member]:
    """Return whom a suspended member can ask."""
    officers = communities.officers(community=request.community.id, viewer=request.member.id)
    return [officer for officer in officers if officer.is_admin and officer.is_active]


def _greeting(member: Member, *, zone: str, now: datetime) -> str:
    """Greet a person by their first name, a shop by its whole one, by the hour of the community's own clock."""
    hour = now.astimezone(ZoneInfo(zone)).hour
    words = member.name.split(maxsplit=1)
    called = words[0] if words and member.kind is MemberKind.PERSON else member.name
    if MORNING <= hour < NOON:
        return _("Good morning, {name}").format(name=called)
    if NOON <= hour < EVENING:
        return _("Good afternoon, {name}").format(name=called)
    return _("Good evening, {name}").format(name=called)
