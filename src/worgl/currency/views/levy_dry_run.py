"""Rehearsal: what the next levy would take from whom, what another rate would, and how far a running one is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest, treasurer_page
from worgl.core import clock
from worgl.core.money import Ppm
from worgl.core.pages import show, to
from worgl.currency import queries
from worgl.currency.forms import RateForm
from worgl.currency.pages import coin_on
from worgl.currency.views.parts import hue_of, receivers, rule, yearly


@require_safe
@treasurer_page
def levy_dry_run(request: MemberRequest) -> HttpResponse:
    """Show the next levy on the present balances, nothing booked; beside it the same at another rate."""
    now = clock.now()
    community = request.community
    form = RateForm(request.GET or None, coin=coin_on(request))
    tried = form.cleaned_data["rate"] if form.is_bound and form.is_valid() else None
    wrong = form.is_bound and not form.is_valid()
    preview = queries.next_levy_preview(community=community.id, viewer=request.member.id, rate=None, now=now)
    terms = queries.levy_terms_at(community=community.id, at=now)
    context: dict[str, object] = {}
    if tried is not None:
        other = queries.next_levy_preview(community=community.id, viewer=request.member.id, rate=Ppm(tried), now=now)
        context = {"other": other, "other_yearly": yearly(Ppm(tried), terms.period)}
    return show(
        request,
        "currency/rehearsal.html",
        title=_("Levy rehearsal"),
        back=to("currency:town"),
        form=form,
        status=422 if wrong else 200,
        context=context,
        rule=rule(terms),
        preview=preview,
        parts=receivers(preview.split) if preview else (),
        lines=[(line, hue_of(line.member)) for line in preview.lines] if preview else [],
        run=queries.levy_run(community=community.id, viewer=request.member.id),
    )


@require_safe
@treasurer_page
def running(request: MemberRequest) -> HttpResponse:
    """Show how far a running levy is, as the part of the page that asks again by itself."""
    run = queries.levy_run(community=request.community.id, viewer=request.member.id)
    return render(request, "currency/_running.html", {"run": run})
