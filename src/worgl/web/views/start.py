"""The start page, and founding a town."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities.queries import communities_of
from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.currency.commands import found_town
from worgl.currency.rules import PRESETS, Town
from worgl.identity.pages import PersonRequest, person_page, signed_in
from worgl.identity.queries import is_operator
from worgl.web.forms import FoundForm


@dataclass(frozen=True, slots=True)
class PresetCard:
    """A preset in plain words."""

    key: str
    icon: str
    name: str | Promise
    rate: str | Promise
    sentence: str | Promise
    points: tuple[str | Promise, ...]


CARDS = (
    PresetCard(
        "woergl_1932",
        "hourglass",
        gettext_lazy("Wörgl 1932"),
        gettext_lazy("1 % a month fades"),
        gettext_lazy("Coins are given out by your treasurer. On the first of each month 1 % of what lies idle fades."),
        (
            gettext_lazy("What fades goes to the common fund of the town"),
            gettext_lazy("Nobody can owe money"),
            gettext_lazy("For towns that want money to move"),
        ),
    ),
    PresetCard(
        "time_bank",
        "clock",
        gettext_lazy("Time bank"),
        gettext_lazy("Nothing fades"),
        gettext_lazy("One coin is one hour. Whoever helps earns hours, whoever is helped may owe some."),
        (
            gettext_lazy("Everybody starts at zero and may owe a few hours"),
            gettext_lazy("All hours are worth the same"),
            gettext_lazy("For neighbours who help each other"),
        ),
    ),
    PresetCard(
        "merchants",
        "store",
        gettext_lazy("Merchants’ circle"),
        gettext_lazy("Nothing fades"),
        gettext_lazy("Shops and workshops give each other credit. How much one may owe grows with what one sells."),
        (
            gettext_lazy("Everybody starts at zero and may owe up to a limit"),
            gettext_lazy("The limit grows with turnover"),
            gettext_lazy("For businesses that trade among themselves"),
        ),
    ),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show visitors what this is, and members their communities; the only one opens at once."""
    who = signed_in(request)
    if who is None:
        return render(request, "web/landing.html", {"title": _("Money of your own town"), "cards": CARDS})
    mine = communities_of(who)
    active = [pair for pair in mine if pair[1].is_active]
    if len(mine) == 1 and active and "all" not in request.GET:
        return redirect("payments:home", slug=active[0][0].slug)
    context = {
        "title": _("My communities"),
        "active": active,
        "others": [pair for pair in mine if pair not in active],
        "is_operator": is_operator(who),
    }
    return render(request, "web/communities.html", context)


@person_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: PersonRequest) -> HttpResponse:
    """Found a town from a preset and open it."""
    known = [card for card in CARDS if card.key in PRESETS]
    choices = [(card.key, str(card.name)) for card in known]
    form = FoundForm(request.POST or None, presets=choices, initial={"preset": choices[0][0]})
    if request.method == "POST" and form.is_valid():
        try:
            town = _found(request, form)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your community is ready. Invite the first members."))
            return redirect("communities:invite", slug=town.slug)
    context = {"title": _("Start a community"), "form": form, "cards": known, "back": "/"}
    return render(request, "web/found.html", context, status=422 if form.is_bound else 200)


def _found(request: PersonRequest, form: FoundForm) -> Town:
    given = form.cleaned_data
    return found_town(
        actor=request.person.id,
        name=given["name"],
        slug=given["slug"],
        preset=given["preset"],
        coin_name=given["coin_name"],
        unit=given["unit"],
        zone=given["zone"],
        decimal_mark=given["decimal_mark"],
        key=form_key(request.POST),
        now=clock.now(),
    )
