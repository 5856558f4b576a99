"""Giving many members the same amount by one act: asked, looked at, ordered, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest, officer_page, treasurer_page
from worgl.communities.queries import members_by_ids
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal
from worgl.core.pages import asked_of, form_methods, send, show, to
from worgl.currency import commands, queries
from worgl.currency.errors import GivingChanged
from worgl.currency.forms import GivingForm
from worgl.currency.pages import coin_on, currency_on
from worgl.currency.rules import CurrencyKind, RegisterFilter, WalletRole
from worgl.currency.rules.givings import GivingPreview
from worgl.currency.views.member_register import filter_of, register_form

SHOWN = 20
"""Members who are shown one by one before; all are counted."""


@treasurer_page
@form_methods
def give(request: MemberRequest) -> HttpResponse:
    """Ask how much and why, show to whom it would go, and on POST order it."""
    who = register_form(request)
    if not who.is_valid():
        # What is given to people nobody has chosen would go to all.
        return redirect(asked_of(request, "currency:roll"))
    asked = filter_of(who)
    form = _form(request)
    seen = _look(request, asked, form) if form.is_bound and form.is_valid() else None
    if seen is not None:
        try:
            made = send(
                request,
                form,
                lambda key, now: _order(request, asked, form.cleaned_data, key=key, now=now),
                but=(GivingChanged,),
            )
        except GivingChanged as refusal:
            messages.warning(request, str(refusal))
        else:
            if made:
                return redirect(to("currency:giving").on(request, giving=made.answer))
    return show(
        request,
        "currency/give_many.html",
        title=_("Give to many"),
        back=asked_of(request, "currency:roll"),
        form=form,
        status=422 if form.is_bound and not form.is_valid() else 200,
        who=[(name, request.GET.get(name, "")) for name in who.fields if request.GET.get(name)],
        seen=seen,
        shown=seen.members[:SHOWN] if seen else (),
        rest=max(0, seen.count - SHOWN) if seen else 0,
        is_new_money=form.is_bound and form.data.get("source") == WalletRole.ISSUER,
    )


def _form(request: MemberRequest) -> GivingForm:
    is_credit = currency_on(request).kind is CurrencyKind.CREDIT
    return GivingForm(request.GET if "amount" in request.GET else None, coin=coin_on(request), is_credit=is_credit)


def _look(request: MemberRequest, asked: RegisterFilter, form: GivingForm) -> GivingPreview | None:
    try:
        return queries.giving_preview(
            viewer=request.member.id,
            asked=asked,
            source=WalletRole(form.cleaned_data["source"]),
            each_minor=form.cleaned_data["amount"].minor,
            now=clock.now(),
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None


def _order(
    request: MemberRequest, asked: RegisterFilter, given: Mapping[str, Any], *, key: IdempotencyKey, now: datetime
) -> UUID:
    typed = request.POST.get("seen", "")
    return commands.give_many(
        actor=request.member.id,
        asked=asked,
        source=WalletRole(given["source"]),
        each_minor=given["amount"].minor,
        reason=given["reason"],
        seen=int(typed) if typed.isascii() and typed.isdecimal() else 0,
        key=key,
        now=now,
    )


@officer_page
@require_safe
def giving(request: MemberRequest, giving: UUID) -> HttpResponse:
    """Show how far a giving is; the page asks again by itself while it runs."""
    view = queries.giving(community=request.community.id, viewer=request.member.id, giving=giving)
    by = members_by_ids([view.by]).get(view.by)
    return show(
        request,
        "currency/giving.html",
        title=_("Give to many"),
        back=to("currency:roll"),
        giving=view,
        by=by.name if by else "",
        full=view.left_out.get("above_ceiling", 0),
        others=sum(count for code, count in view.left_out.items() if code != "above_ceiling"),
    )
