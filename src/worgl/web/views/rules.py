"""The rules of a town's money: what counts now, what is announced, announcing a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from worgl.communities import commands as communities
from worgl.communities.errors import RoleNeeded
from worgl.communities.pages import MemberRequest, member_page
from worgl.communities.queries import PolicyChange, announced, members_by_ids, policy_values
from worgl.communities.rules import PolicyChangeId, Role, earliest
from worgl.core import clock
from worgl.core.domains import groups, parameters
from worgl.core.errors import NotFound, Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.core.money import minor_of
from worgl.core.parameters import Parameter, PolicyValue
from worgl.currency.pages import AmountField, Coin, PercentField, coin_on, typed_amount
from worgl.currency.pages.rules import value_text
from worgl.currency.queries import effect_of
from worgl.web.forms import AnnounceForm

SHOWN_CHANGES = 50
"""Members whose limit changes that are shown one by one; all are counted."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A parameter as the page shows it."""

    name: str
    sentence: str
    text: str
    coming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that belong together."""

    icon: str
    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """An announced change as the page shows it."""

    id: PolicyChangeId
    sentence: str
    text: str
    applies_from: datetime
    announced_at: datetime
    by: str


@member_page
@require_safe
def show(request: MemberRequest) -> HttpResponse:
    """Show every rule with its present value and what is announced; officers get the way to change it."""
    now = clock.now()
    coin = coin_on(request)
    changes = announced(community=request.community.id, at=now)
    values = policy_values(community=request.community.id, defaults=parameters(), at=now)
    context = {
        "title": _("Rules"),
        "back": reverse("currency:town", args=[request.community.slug]),
        "groups": _groups(values, changes, coin, request.community.zone),
        "coming": _coming(changes, coin),
        "may_change": _may_change(request),
    }
    return render(request, "web/rules.html", context)


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: MemberRequest, name: str) -> HttpResponse:
    """Show what a new value of one rule would change, and on POST announce it from a day on."""
    if not _may_change(request):
        raise RoleNeeded(role=Role.ADMIN.value)
    parameter = parameters().get(name)
    if parameter is None:
        raise NotFound
    now, coin = clock.now(), coin_on(request)
    present = policy_values(community=request.community.id, defaults={name: parameter}, at=now)[name]
    tried = request.GET if "applies_from" in request.GET else None
    form = AnnounceForm(
        request.POST or tried,
        values=_fields(parameter, present, coin),
        earliest=_first_day(parameter, now=now, zone=request.community.zone),
    )
    if request.method == "POST" and form.is_valid() and _announce(request, parameter, form, now=now):
        return redirect("web:rules", slug=request.community.slug)
    context = {
        "title": _("Try another rate") if name == "levy_rate" else _("Change a rule"),
        "back": reverse("web:rules", args=[request.community.slug]),
        "form": form,
        "sentence": parameter.sentence,
        "present": value_text(parameter, present, coin),
        "is_split": parameter.kind == "split",
        "notice_days": 0 if parameter.immediate else parameter.notice_days,
    }
    if form.is_bound and form.is_valid():
        context |= _effect(request, parameter, form, now=now)
    is_wrong = bool(form.errors)
    return render(request, "web/announce.html", context, status=422 if is_wrong else 200)


def _effect(request: MemberRequest, parameter: Parameter, form: AnnounceForm, *, now: datetime) -> dict[str, object]:
    """Return what the new value would change, for the page; nothing is announced by looking."""
    value = _value(parameter, form.cleaned_data)
    try:
        effect = effect_of(
            community=request.community.id, viewer=request.member.id, name=parameter.name, value=value, now=now
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return {}
    return {
        "effect": effect,
        "shown": effect.changes[:SHOWN_CHANGES],
        "new": value_text(parameter, value, coin_on(request)),
        "applies_from": form.cleaned_data["applies_from"],
        "typed": [(name, text) for name, text in form.data.items() if name in form.fields],
    }


def _announce(request: MemberRequest, parameter: Parameter, form: AnnounceForm, *, now: datetime) -> bool:
    applies_from = _begins(form.cleaned_data["applies_from"], request.community.zone)
    try:
        communities.announce_change(
            actor=request.member.id,
            name=parameter.name,
            value=_value(parameter, form.cleaned_data),
            applies_from=applies_from,
            key=form_key(request.POST),
            now=now,
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    messages.success(request, _("The change is announced; every member can read it."))
    return True


@member_page
@require_POST
def withdraw(request: MemberRequest, change: UUID) -> HttpResponse:
    """Withdraw an announced change that does not count yet."""
    communities.withdraw_policy(
        actor=request.member.id, change=PolicyChangeId(change), key=form_key(request.POST), now=clock.now()
    )
    messages.success(request, _("The change is withdrawn."))
    return redirect("web:rules", slug=request.community.slug)


def _groups(
    values: Mapping[str, PolicyValue], changes: tuple[PolicyChange, ...], coin: Coin, zone: str
) -> list[RuleGroup]:
    changing = {change.name for change in changes}

    def rule(name: str, parameter: Parameter) -> Rule:
        own = [change for change in changes if change.name == name] if name in changing else []
        coming = tuple(value_text(parameter, change.value, coin) for change in own)
        return Rule(name, str(parameter.sentence), value_text(parameter, values[name], coin), coming)

    return [
        RuleGroup(group.icon, str(group.title), tuple(rule(one.name, one) for one in group.parameters))
        for group in groups()
    ]


def _coming(changes: tuple[PolicyChange, ...], coin: Coin) -> list[Coming]:
    every = parameters()
    known = [change for change in changes if change.name in every]
    people = members_by_ids([change.by for change in known if change.by])
    return [
        Coming(
            change.id,
            str(every[change.name].sentence),
            value_text(every[change.name], change.value, coin),
            change.applies_from,
            change.announced_at,
            people[change.by].name if change.by in people else "",
        )
        for change in known
    ]


def _fields(parameter: Parameter, present: PolicyValue, coin: Coin) -> dict[str, forms.Field]:
    """Return the fields in which a value of this kind is typed, filled with the present one."""
    label = gettext_lazy("New value")
    if isinstance(present, dict):
        return {
            f"part_{key}": _percent_field(words, present.get(key, 0), coin) for key, words in parameter.choices.items()
        }
    if parameter.kind == "ppm":
        return {"value": _percent_field(label, int(present), coin)}
    if parameter.kind == "amount":
        return {"value": _amount_field(label, int(present), coin)}
    if parameter.kind == "int":
        return {
            "value": forms.IntegerField(
                label=label, min_value=parameter.minimum, max_value=parameter.maximum, initial=present
            )
        }
    if parameter.kind == "choice":
        return {"value": forms.ChoiceField(label=label, choices=list(parameter.choices.items()), initial=present)}
    return {"value": forms.CharField(label=label, max_length=parameter.maximum or None, initial=present)}


def _percent_field(label: str | Promise, ppm: int, coin: Coin) -> AmountField:
    return _shown_field(PercentField(coin, label=str(label)), ppm)


def _amount_field(label: str | Promise, minor: int, coin: Coin) -> AmountField:
    return _shown_field(AmountField(coin, label=str(label), may_be_zero=True), typed_amount(minor, coin=coin))


def _shown_field(field: AmountField, initial: int | str) -> AmountField:
    field.initial = initial
    field.widget.attrs["data-affix"] = field.coin.name
    return field


def _value(parameter: Parameter, given: Mapping[str, Any]) -> PolicyValue:
    if parameter.kind == "split":
        return {key: _whole(given[f"part_{key}"]) for key in parameter.choices}
    if parameter.kind == "amount":
        return minor_of(given["value"])
    if parameter.kind in {"ppm", "int"}:
        return _whole(given["value"])
    return str(given["value"])


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def _first_day(parameter: Parameter, *, now: datetime, zone: str) -> date:
    """Return the first local day whose beginning is not before the first allowed moment."""
    first = earliest(parameter, now=now)
    day = first.astimezone(ZoneInfo(zone)).date()
    return day if _begins(day, zone) >= first else day + timedelta(days=1)


def _begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _may_change(request: MemberRequest) -> bool:
    return request.member.is_admin
