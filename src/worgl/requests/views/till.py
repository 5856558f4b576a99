"""The till: an amount becomes a code to be paid, "Paid" appears by itself, and the day is closed with its sums."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities.pages import MemberRequest, till_page
from worgl.communities.rules import Capacity
from worgl.core import clock
from worgl.core.downloads import download
from worgl.core.errors import NotFound, Refusal
from worgl.core.forms import form_key
from worgl.currency.pages import coin_on
from worgl.payments.pages.active import active_till_page
from worgl.requests import commands, queries
from worgl.requests.forms import TillForm
from worgl.requests.pages import request_link
from worgl.requests.rules.requests import RequestView
from worgl.requests.rules.till import till_csv
from worgl.requests.views.requests import STOP_POLLING

LATEST = 5


@require_http_methods(["GET", "HEAD", "POST"])
@active_till_page
def till(request: MemberRequest) -> HttpResponse:
    """Take an amount and show its code; below, what was paid today."""
    if request.method != "POST":
        return _pad(request, TillForm(initial={"key": form_key(request.GET)}, coin=coin_on(request)))
    form = TillForm(request.POST, coin=coin_on(request))
    if not form.is_valid():
        return _pad(request, form, status=422)
    try:
        shown = commands.show_at_till(
            actor=request.member.id,
            amount_minor=form.cleaned_data["amount"].minor,
            note=form.cleaned_data["note"],
            key=form_key(request.POST),
            now=clock.now(),
        )
    except Refusal as refusal:
        form.add_error("amount", str(refusal))
        return _pad(request, form, status=refusal.status)
    return redirect("requests:till_code", slug=request.community.slug, request_id=shown)


def _pad(request: MemberRequest, form: TillForm, *, status: int = 200) -> HttpResponse:
    context = {
        "title": _("Till"),
        "kicker": request.member.name,
        "back": "" if _is_till_only(request) else reverse("payments:receive", args=[request.community.slug]),
        "form": form,
        **_latest(request),
    }
    return render(request, "requests/till.html", context, status=status)


def _latest(request: MemberRequest) -> dict[str, object]:
    today = _today(request, clock.now())
    day = queries.till_day(member=request.member.id, viewer=request.member.id, on=today)
    return {"day": day, "latest": tuple(reversed(day.lines))[:LATEST], "may_look": not _is_till_only(request)}


@require_safe
@active_till_page
def latest(request: MemberRequest) -> HttpResponse:
    """Return the latest payments alone; the till's page asks for them again and again."""
    return render(request, "requests/_till_latest.html", _latest(request))


@require_safe
@active_till_page
def code(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Show the code of an amount until it is paid."""
    view = _own(request, request_id)
    context = {
        "title": _("Till"),
        "kicker": request.member.name,
        "back": reverse("requests:till", args=[request.community.slug]),
        "asked": view,
        "link": request_link(view.code),
        "may_look": not _is_till_only(request),
    }
    return render(request, "requests/till_code.html", context)


@require_safe
@active_till_page
def state(request: MemberRequest, request_id: UUID) -> HttpResponse:
    """Return what the code's page shows, alone, and the word to stop asking once it is paid or over."""
    view = _own(request, request_id)
    context = {"asked": view, "link": request_link(view.code), "may_look": not _is_till_only(request)}
    return render(request, "requests/_till_state.html", context, status=200 if view.is_open else STOP_POLLING)


def _own(request: MemberRequest, request_id: UUID) -> RequestView:
    view = queries.request_view(request=request_id, viewer=request.member.id, now=clock.now())
    if not view.is_mine or not view.is_till:
        raise NotFound
    return view


@require_safe
@active_till_page
def poster(request: MemberRequest) -> HttpResponse:
    """Show the member's own code to be printed and put up: whoever looks at it with a camera can pay."""
    context = {
        "title": _("Code to print"),
        "kicker": request.member.name,
        "back": reverse("requests:till", args=[request.community.slug]),
        "link": settings.SITE_URL + reverse("payments:link", args=[request.member.code]),
    }
    return render(request, "requests/till_poster.html", context)


@require_safe
@till_page
def day(request: MemberRequest) -> HttpResponse:
    """Close a day: what was taken, what went back, what is left, and every line of it."""
    today = _today(request, clock.now())
    on = _day_in(request, today)
    context = {
        "title": _("Day’s close"),
        "kicker": request.member.name,
        "back": reverse("requests:till", args=[request.community.slug]),
        "may_look": not _is_till_only(request),
        "day": queries.till_day(member=request.member.id, viewer=request.member.id, on=on),
        "before": on - timedelta(days=1) if on > date.min else None,
        "after": on + timedelta(days=1) if on < today else None,
    }
    return render(request, "requests/till_day.html", context)


@require_safe
@till_page
def day_csv(request: MemberRequest) -> HttpResponse:
    """Give the same day as a table file."""
    on = _day_in(request, _today(request, clock.now()))
    found = queries.till_day(member=request.member.id, viewer=request.member.id, on=on)
    town = request.community
    return download(request, till_csv(found), name=f"{town.slug}-till-{on}", decimal_mark=town.decimal_mark)


def _is_till_only(request: MemberRequest) -> bool:
    """Tell whether all other pages are closed to the member at this till; receipts are then no links."""
    return request.capacity is Capacity.TILL


def _day_in(request: MemberRequest, today: date) -> date:
    """Return the day asked for; what is no day, or lies ahead, is today."""
    try:
        return min(date.fromisoformat(request.GET.get("on", "")), today)
    except ValueError:
        return today


def _today(request: MemberRequest, now: datetime) -> date:
    return now.astimezone(ZoneInfo(request.community.zone)).date()
