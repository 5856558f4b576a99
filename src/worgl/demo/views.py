"""Pages of the demo: signing in as one of the cast, letting a month pass."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import load_backend, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from worgl.core import clock
from worgl.core.counts import Count
from worgl.core.dates import day_text, zone_of
from worgl.core.errors import InvalidInput
from worgl.core.templatetags.worgl import amount_text
from worgl.currency.pages import coin_of
from worgl.currency.queries import currency_of
from worgl.demo.commands import Passed, let_a_month_pass
from worgl.demo.errors import TimeHasPassed
from worgl.demo.queries import demo_community, player
from worgl.identity.pages import signed_in, to_sign_in


@require_POST
@never_cache
def act_as(request: HttpRequest) -> HttpResponse:
    """Sign the visitor in as one of the cast, without a password; 404 outside a demo and for everybody else."""
    one = player(request.POST.get("part", ""))
    path = settings.AUTHENTICATION_BACKENDS[0]
    user = load_backend(path).get_user(one.person)
    if user is None:
        raise Http404
    login(request, user, backend=path)
    return redirect(_following(request))


@require_POST
@never_cache
def month(request: HttpRequest) -> HttpResponse:
    """Let a month pass in the town and say what it brought; only for who looks around, and once per page."""
    if signed_in(request) is None:
        return to_sign_in(request)
    since = _day_of(request.POST.get("since", ""))
    try:
        passed = let_a_month_pass(since=since, now=clock.now())
    except TimeHasPassed as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _told(passed))
        if passed.lived.shared_minor:
            messages.success(request, _shared(passed.lived.shared_minor))
    return redirect(_following(request))


def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(field="since", reason=_("This page is too old. Open it again.")) from error


def _told(passed: Passed) -> str:
    """Tell what a month brought: the new date, the payments, and what faded."""
    town, lived = demo_community(), passed.lived
    today = passed.now.astimezone(zone_of(town.zone)).date()
    coin = coin_of(currency_of(town.id), town)
    told = ngettext(
        "It is now {day}. Meanwhile {n} payment was made, and {faded} {coin} faded into the common fund.",
        "It is now {day}. Meanwhile {n} payments were made, and {faded} {coin} faded into the common fund.",
        lived.payments,
    )
    faded = amount_text(lived.faded_minor, coin)
    return told.format(day=day_text(today), n=Count(lived.payments), faded=faded, coin=coin.name)


def _shared(minor: int) -> str:
    """Tell what the common fund paid to all."""
    town = demo_community()
    coin = coin_of(currency_of(town.id), town)
    told = _("What the common fund had not spent, {paid} {coin}, was paid to all members alike.")
    return told.format(paid=amount_text(minor, coin), coin=coin.name)


def _following(request: HttpRequest) -> str:
    """Return the page to go on to: the one asked for, when it is ours, else the start page."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else settings.LOGIN_REDIRECT_URL
