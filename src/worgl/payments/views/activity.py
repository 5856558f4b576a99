"""Activity: every movement of the wallet, newest first; and statements of a period that add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.dates import month_text
from worgl.core.domains import pieces
from worgl.core.downloads import download
from worgl.core.errors import InvalidInput
from worgl.core.paging import decode_cursor, encode_cursor, number_in
from worgl.currency.pages import by_day
from worgl.payments import queries
from worgl.payments.forms import PeriodForm
from worgl.payments.pages import ON_ACTIVITY
from worgl.payments.rules import Direction

LINES = 30
MONTHS = 12
YEARS = 10
SHOWN_MAX = 200
"""Most lines of a statement on a page; there are more pages, and the CSV has them all."""


@require_safe
@member_page
def activity(request: MemberRequest) -> HttpResponse:
    """List what came in and went out, by day; `show` keeps one direction."""
    show = request.GET.get("show", "")
    show = show if show in set(Direction) else ""
    page = queries.activity(
        member=request.member.id,
        viewer=request.member.id,
        direction=Direction(show) if show else None,
        cursor=request.GET.get("cursor", ""),
        limit=LINES,
    )
    now = clock.now()
    context = {
        "title": _("Activity"),
        "beside": pieces(ON_ACTIVITY, request, None),
        "kicker": request.member.name,
        "page": page,
        "show": show,
        "is_later_page": "cursor" in request.GET,
        "days": by_day(page.items, at=lambda line: line.at, zone=request.community.zone, now=now),
    }
    return render(request, "payments/activity.html", context)


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month or year a statement is offered for."""

    name: str
    start: date
    end: date


@require_safe
@member_page
def statement(request: MemberRequest) -> HttpResponse:
    """Show opening, lines with running balance, totals and closing of a period; this month without a choice."""
    today = _today(request, clock.now())
    months = _months(today, since=_since(request))
    years = _years(today, since=_since(request))
    chosen = {name: request.GET[name] for name in ("start", "end") if name in request.GET}
    form = PeriodForm(chosen or {"start": months[0].start.isoformat(), "end": months[0].end.isoformat()})
    context: dict[str, object] = {
        "title": _("Statement"),
        "kicker": request.member.name,
        "back": reverse("payments:activity", args=[request.community.slug]),
        "form": form,
        "months": months,
        "years": years,
    }
    if not form.is_valid():
        return render(request, "payments/statement.html", context, status=422)
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    mark = decode_cursor(request.GET.get("cursor", ""), length=1)
    try:
        page = queries.statement_page(
            member=request.member.id,
            viewer=request.member.id,
            start=start,
            end=end,
            first=number_in(mark) if mark else 0,
            limit=SHOWN_MAX,
        )
    except InvalidInput as refusal:
        form.add_error("end", str(refusal))
        return render(request, "payments/statement.html", context, status=refusal.status)
    context |= {
        "statement": page,
        "start": start,
        "end": end,
        "period_query": f"start={start}&end={end}",
        "went_out": -page.out_minor,
        "before": encode_cursor((max(0, page.first - SHOWN_MAX),)) if page.first else "",
        "after": encode_cursor((page.last,)) if page.last < page.count else "",
    }
    return render(request, "payments/statement.html", context)


@require_safe
@member_page
def statement_csv(request: MemberRequest) -> HttpResponse:
    """Give the same statement as a table file."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('payments:statement', args=[request.community.slug])}?{request.GET.urlencode()}")
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    view = queries.statement(member=request.member.id, viewer=request.member.id, start=start, end=end)
    name = f"{request.community.slug}-{slugify(request.member.name)}-{start}-{end}"
    return download(request, queries.statement_csv(view), name=name, decimal_mark=request.community.decimal_mark)


@require_safe
@member_page
def statement_pdf(request: MemberRequest) -> HttpResponse:
    """Give the same statement as a paper."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('payments:statement', args=[request.community.slug])}?{request.GET.urlencode()}")
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    view = queries.statement(member=request.member.id, viewer=request.member.id, start=start, end=end)
    response = HttpResponse(queries.statement_pdf(view), content_type="application/pdf")
    name = f"{request.community.slug}-{slugify(request.member.name)}-{start}-{end}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _since(request: MemberRequest) -> date:
    """Return the first day of which there can be something to show."""
    began = request.member.joined_at or request.community.created_at
    return began.astimezone(ZoneInfo(request.community.zone)).date()


def _today(request: MemberRequest, now: datetime) -> date:
    return now.astimezone(ZoneInfo(request.community.zone)).date()


def _months(today: date, *, since: date) -> tuple[Period, ...]:
    """Return the months from the present one back to the first as a member, at most MONTHS of them."""
    months: list[Period] = []
    first = today.replace(day=1)
    while len(months) < MONTHS and (not months or first >= since.replace(day=1)):
        following = (first + timedelta(days=32)).replace(day=1)
        months.append(Period(month_text(first), first, following - timedelta(days=1)))
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(months)


def _years(today: date, *, since: date) -> tuple[Period, ...]:
    """Return the years from the present one back to the first as a member, at most YEARS of them."""
    first = max(since.year, today.year - YEARS + 1)
    return tuple(Period(str(year), date(year, 1, 1), date(year, 12, 31)) for year in range(today.year, first - 1, -1))
