"""The roll: all members with their money, filtered, sorted, with totals and as a table; limits for many by a rule."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest, officer_page, town_file
from worgl.communities.rules import MemberFilter, MemberKind, MemberState, Role
from worgl.core import clock
from worgl.core.links import ADMINISTRATION, TOWN
from worgl.core.money import Money, Ppm, minor_or_none
from worgl.core.pages import asked_of, form_methods, query_of, send, show, to
from worgl.core.paging import Page, decode_cursor, encode_cursor, number_in
from worgl.currency import commands, queries
from worgl.currency.forms import RollForm, RuleForm
from worgl.currency.pages import coin_on, currency_on
from worgl.currency.rules import (
    Activity,
    CurrencyKind,
    LimitKind,
    LimitRule,
    MemberRegister,
    RegisterFilter,
    RegisterPage,
    Sorting,
)
from worgl.currency.rules.tables import roll_csv as roll_table
from worgl.currency.views.limits import tell_by_letter
from worgl.identity.pages import require_confirmed

ON_PAGE = 25
SHOWN_CHANGES = 100
"""Changes of a rule that are shown one by one; all are counted."""


@officer_page
@require_safe
def member_register(request: MemberRequest) -> HttpResponse:
    """Show all who fit by pages, with totals of all of them."""
    form = register_form(request)
    first = _first(request)
    found = _shown(request, form, first) if form.is_valid() else RegisterPage((), 0, 0, 0, has_more=False)
    return show(
        request,
        "currency/roll.html",
        title=capfirst(request.community.words["members"]),
        back=to(ADMINISTRATION if request.member.is_admin else TOWN),
        form=form,
        status=200 if form.is_valid() else 422,
        roll=found,
        page=Page(found.rows, encode_cursor((first + ON_PAGE,)) if found.has_more else ""),
        query=query_of(request),
        is_credit=currency_on(request).kind is CurrencyKind.CREDIT,
        is_filtered=any(request.GET.get(name) for name in ("kind", "role", "activity", "least", "most")),
    )


@officer_page
@require_safe
def register_csv(request: MemberRequest) -> HttpResponse:
    """Give exactly those who fit as a table file."""
    form = register_form(request)
    if not form.is_valid():
        return redirect(asked_of(request, "currency:roll"))
    table = roll_table(_found(request, form).rows, exponent=currency_on(request).exponent)
    return town_file(request, table, what="members")


def register_form(request: MemberRequest) -> RollForm:
    """Return what the address asks for; for this domain's own rooms."""
    return RollForm({**RollForm.DEFAULTS, **request.GET.dict()}, coin=coin_on(request), words=request.community.words)


def filter_of(form: RollForm) -> RegisterFilter:
    """Return whom a form asks for; for this domain's own rooms."""
    given = form.cleaned_data
    members = MemberFilter(
        search=given["q"],
        state=MemberState(given["state"]) if given["state"] != RollForm.ANY else None,
        kind=MemberKind(given["kind"]) if given["kind"] else None,
        role=Role(given["role"]) if given["role"] else None,
    )
    activity = Activity(given["activity"]) if given["activity"] else None
    return RegisterFilter(members, activity, minor_or_none(given["least"]), minor_or_none(given["most"]))


def _found(request: MemberRequest, form: RollForm) -> MemberRegister:
    return queries.member_register(
        community=request.community.id,
        viewer=request.member.id,
        asked=filter_of(form),
        sorting=Sorting(form.cleaned_data["sort"]),
        now=clock.now(),
    )


def _shown(request: MemberRequest, form: RollForm, first: int) -> RegisterPage:
    return queries.register_page(
        community=request.community.id,
        viewer=request.member.id,
        asked=filter_of(form),
        sorting=Sorting(form.cleaned_data["sort"]),
        first=first,
        count=ON_PAGE,
        now=clock.now(),
    )


def _first(request: MemberRequest) -> int:
    mark = decode_cursor(request.GET.get("cursor", ""), length=1)
    return number_in(mark) if mark else 0


@officer_page
@form_methods
def limits_by_rule(request: MemberRequest) -> HttpResponse:
    """Ask for a rule, show whom it would change, and on POST, after confirming who one is, order it."""
    require_confirmed(request)
    who = register_form(request)
    if not who.is_valid():
        # A rule for people nobody has chosen would be a rule for all.
        return redirect(asked_of(request, "currency:roll"))
    asked = filter_of(who)
    is_credit = currency_on(request).kind is CurrencyKind.CREDIT
    form = RuleForm(request.GET if "base" in request.GET else None, coin=coin_on(request), is_credit=is_credit)
    rule = _rule(form.cleaned_data) if form.is_bound and form.is_valid() else None
    if rule:
        wanted = rule
        job = send(
            request,
            form,
            lambda key, now: commands.order_limits(actor=request.member.id, asked=asked, rule=wanted, key=key, now=now),
        )
        if job:
            told = _("With your account the limits of many members of {community} were changed by a rule.")
            tell_by_letter(request, "many", told)
            return redirect(to("currency:limit_order").on(request, job=job.answer))
    return show(
        request,
        "currency/limits_by_rule.html",
        title=_("Limits by a rule"),
        back=asked_of(request, "currency:roll"),
        form=form,
        status=422 if form.is_bound and not form.is_valid() else 200,
        context=_preview(request, asked, rule) if rule else None,
        who=[(name, request.GET.get(name, "")) for name in who.fields if request.GET.get(name)],
        query=query_of(request),
        is_credit=is_credit,
    )


def _rule(given: Mapping[str, object]) -> LimitRule:
    growth = given.get("growth") or 0
    assert isinstance(growth, int)
    base, maximum = (_minor(given.get(name)) for name in ("base", "maximum"))
    return LimitRule(LimitKind(str(given["limit"])), base, Ppm(growth), maximum)


def _minor(typed: object) -> int:
    return typed.minor if isinstance(typed, Money) else 0


def _preview(request: MemberRequest, asked: RegisterFilter, rule: LimitRule) -> dict[str, object]:
    changes = queries.limits_preview(
        community=request.community.id, viewer=request.member.id, asked=asked, rule=rule, now=clock.now()
    )
    beyond = [change for change in changes if change.is_beyond]
    return {
        "changes": changes[:SHOWN_CHANGES],
        "count": len(changes),
        "beyond": len(beyond),
        "is_previewed": True,
        "rule": rule,
    }


@officer_page
@require_safe
def limit_order(request: MemberRequest, job: UUID) -> HttpResponse:
    """Show how far an ordered rule is; the page asks again by itself while it runs."""
    order = queries.limit_order(community=request.community.id, viewer=request.member.id, job=job)
    if not order.is_running and not order.error:
        messages.success(request, _("All limits are given."))
    title = _("Limits by a rule")
    return show(request, "currency/limit_order.html", title=title, back=to("currency:roll"), order=order)
