"""The record of what administrators and treasurers did: by who, what and when, on a page and as a table."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities import queries
from worgl.communities.forms import LogForm
from worgl.communities.pages import MemberRequest, admin_page
from worgl.communities.rules import ActFilter, ActGroup, MemberId


@admin_page
@require_safe
def log(request: MemberRequest) -> HttpResponse:
    """Show the acts that fit, newest first."""
    form = _form(request)
    asked = _filter(request, form) if form.is_valid() else ActFilter()
    context = {
        "title": _("Record"),
        "back": reverse("web:admin", args=[request.community.slug]),
        "form": form,
        "page": queries.acts(
            community=request.community.id,
            viewer=request.member.id,
            asked=asked,
            cursor=request.GET.get("cursor", ""),
        ),
        "query": _query(request),
        "is_filtered": asked != ActFilter(),
    }
    return render(request, "communities/log.html", context, status=200 if form.is_valid() else 422)


@admin_page
@require_safe
def log_csv(request: MemberRequest) -> HttpResponse:
    """Give the acts that fit as a table file."""
    form = _form(request)
    if not form.is_valid():
        return redirect(f"{reverse('communities:log', args=[request.community.slug])}?{_query(request)}")
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["at", "code", "act", "who", "whom", "reason"])
    found = queries.all_acts(community=request.community.id, viewer=request.member.id, asked=_filter(request, form))
    for act in found:
        texts = (act.sentence, act.actor, act.subject, act.reason)
        table.writerow([act.at.isoformat(), act.what, *map(_cell, texts)])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{request.community.slug}-record.csv"'
    return response


def _cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _form(request: MemberRequest) -> LogForm:
    actors = queries.who_acted(community=request.community.id, viewer=request.member.id)
    return LogForm(request.GET, actors=actors)


def _query(request: MemberRequest) -> str:
    return urlencode({name: text for name, text in request.GET.items() if text and name != "cursor"})


def _filter(request: MemberRequest, form: LogForm) -> ActFilter:
    given, zone = form.cleaned_data, request.community.zone
    return ActFilter(
        actor=MemberId(UUID(given["who"])) if given["who"] else None,
        group=ActGroup(given["what"]) if given["what"] else None,
        since=_begins(given["since"], zone) if given["since"] else None,
        until=_begins(given["until"] + timedelta(days=1), zone) if given["until"] else None,
    )


def _begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
