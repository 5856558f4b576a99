"""A person's keys: what they may do, when they were last used; make one, take one back."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from worgl.api import commands, queries
from worgl.api.forms import SCOPES, KeyForm
from worgl.api.rules import KeyView, MadeKey
from worgl.communities import queries as communities
from worgl.communities.queries import Community
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.pages import Act, act_page, form_methods, send, show, to
from worgl.core.templatetags.worgl import amount_text
from worgl.currency.pages import coin_of
from worgl.currency.queries import currency_of
from worgl.identity.pages import PERSON, PersonRequest, confirmed_first, write_safety_letter


@confirmed_first
@never_cache
@form_methods
def keys(request: PersonRequest) -> HttpResponse:
    """Show the keys and the form of a new one; a key just made is shown this once."""
    towns = {town.slug: town for town, member in communities.communities_of(request.person.id) if member.is_active}
    choices = [(town.slug, town.name) for town in towns.values()]
    form, now = KeyForm(request.POST or None, communities=choices), clock.now()
    town = towns.get(request.POST.get("community", ""))
    made = send(request, form, lambda key, now: _make(request, form, town, key=key, now=now))
    if made:
        told = _("A key for programs was made: “{name}”. With it a program can act for you.")
        write_safety_letter(request, told.format(name=form.cleaned_data["name"]))
        form = KeyForm(communities=choices)
    return show(
        request,
        "api/keys.html",
        title=_("Keys for programs"),
        back="/settings/",
        form=form,
        made=made.answer if made else None,
        towns=list(towns.values()),
        keys=[_shown(one) for one in queries.keys_of(request.person.id, now=now)],
    )


def _make(
    request: PersonRequest, form: KeyForm, town: Community | None, *, key: IdempotencyKey, now: datetime
) -> MadeKey:
    given = form.cleaned_data
    return commands.make_key(
        actor=request.person.id,
        name=given["name"],
        scopes=form.chosen(),
        community=town.id if town else None,
        day_limit_minor=_typed(given["day_limit"], town),
        days=given["days"],
        key=key,
        now=now,
    )


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


revoke = act_page(PERSON, Act(commands.revoke_key, to("api:keys"), gettext_lazy("The key no longer works.")))
