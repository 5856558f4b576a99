"""A person's keys: what they may do, when they were last used; make one, take one back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from worgl.api import commands, queries
from worgl.api.forms import SCOPES, KeyForm
from worgl.api.rules import KeyId, KeyView, MadeKey
from worgl.communities import queries as communities
from worgl.communities.queries import Community
from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import form_key
from worgl.core.rest.caller import Scope
from worgl.core.templatetags.worgl import amount_text
from worgl.currency.pages import coin_of
from worgl.currency.queries import currency_of
from worgl.identity.pages import PersonRequest, confirmed_first, person_page, write_safety_letter


@confirmed_first
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: PersonRequest) -> HttpResponse:
    """Show the keys and the form of a new one; a key just made is shown this once."""
    towns = {town.slug: town for town, member in communities.communities_of(request.person.id) if member.is_active}
    choices = [(town.slug, town.name) for town in towns.values()]
    form, made, now = KeyForm(request.POST or None, communities=choices), None, clock.now()
    if request.method == "POST" and form.is_valid():
        made = _made(request, form, towns.get(form.cleaned_data["community"]), now=now)
        if made is not None:
            done = _("A key for programs was made: “{name}”. With it a program can act for you.")
            write_safety_letter(request, done.format(name=form.cleaned_data["name"]))
            form = KeyForm(communities=choices)
    context = {
        "title": _("Keys for programs"),
        "back": "/settings/",
        "form": form,
        "made": made,
        "towns": list(towns.values()),
        "keys": [_shown(one) for one in queries.keys_of(request.person.id, now=now)],
    }
    return render(request, "api/keys.html", context, status=422 if form.is_bound else 200)


def _made(request: PersonRequest, form: KeyForm, town: Community | None, *, now: datetime) -> MadeKey | None:
    """Make the key, or show in the form why not."""
    given = form.cleaned_data
    try:
        return commands.make_key(
            actor=request.person.id,
            name=given["name"],
            scopes=form.chosen(),
            community=town.id if town else None,
            day_limit_minor=_typed(given["day_limit"], town),
            days=given["days"],
            key=form_key(request.POST),
            now=now,
        )
    except Refusal as refusal:
        field = str(refusal.fields.get("field", ""))
        shown = {"amount": "day_limit", "scopes": f"scope_{Scope.READ.value}"}.get(field, field)
        form.add_error(shown if shown in form.fields else None, str(refusal))
        return None


def _typed(text: str, town: Community | None) -> int | None:
    """Return a typed limit in minor units; without a community it only matters that there is one."""
    if not text.strip():
        return None
    if town is None:
        return 1
    coin = coin_of(currency_of(town.id), town)
    return coin.read(text)


def _shown(key: KeyView) -> tuple[KeyView, list[str], str]:
    """Return a key, what it may do in words, and its limit as text."""
    names = [str(name) for scope, (name, _hint) in SCOPES.items() if scope in key.scopes]
    if key.community is None or key.day_limit_minor is None:
        return key, names, ""
    coin = coin_of(currency_of(key.community), communities.community(key.community))
    return key, names, f"{amount_text(key.day_limit_minor, coin)} {coin.name}"


@person_page
@require_POST
def revoke(request: PersonRequest, personal_key: UUID) -> HttpResponse:
    """Take a key back."""
    commands.revoke_key(
        actor=request.person.id,
        personal_key=KeyId(personal_key),
        key=form_key(request.POST),
        now=clock.now(),
    )
    messages.success(request, _("The key no longer works."))
    return redirect("api:keys")
