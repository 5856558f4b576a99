"""Paying out of the common fund or the operator's account: whom, how much, why; seen before it is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest, treasurer_page
from worgl.communities.queries import Member
from worgl.core import clock
from worgl.core.errors import InvalidInput, KeyReused, Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.core.templatetags.worgl import amount_text
from worgl.currency import commands, queries
from worgl.currency.forms import SpendForm
from worgl.currency.pages import coin_on
from worgl.currency.rules import CommonAccounts, WalletRole


@treasurer_page
@require_http_methods(["GET", "HEAD", "POST"])
def spend(request: MemberRequest) -> HttpResponse:
    """Ask what is to be paid, show what it leaves, and on POST pay it."""
    form = SpendForm(request.GET if "payee" in request.GET else None, coin=coin_on(request))
    accounts = queries.common_accounts(request.community.id)
    payee = _payee(request, form) if form.is_bound and form.is_valid() else None
    if payee and request.method == "POST" and _spend(request, form, payee):
        return redirect("currency:commons", slug=request.community.slug)
    context: dict[str, object] = {
        "title": capfirst(request.community.words["commons"]),
        "back": reverse("currency:commons", args=[request.community.slug]),
        "form": form,
        "accounts": accounts,
        "typed": list(request.GET.items()),
    }
    if payee and not form.errors:
        context |= _preview(form, payee, accounts)
    return render(request, "currency/spend.html", context, status=422 if form.errors else 200)


def _payee(request: MemberRequest, form: SpendForm) -> Member | None:
    """Return the one active member a name or code means; says at the field when it means nobody or several."""
    try:
        return _the_one(request, form.cleaned_data["payee"])
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None


def _the_one(request: MemberRequest, typed: str) -> Member:
    found = communities.members(community=request.community.id, viewer=request.member.id, search=typed, limit=2).items
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidInput(field="payee", reason=_("Several members fit. Type more of the name, or the code."))
    raise InvalidInput(field="payee", reason=_("Nobody here has this name or code. Check the spelling."))


def _preview(form: SpendForm, payee: Member, accounts: CommonAccounts) -> dict[str, object]:
    role, minor = WalletRole(form.cleaned_data["source"]), form.cleaned_data["amount"]
    before = accounts.commons_minor if role is WalletRole.COMMONS else accounts.operator_minor
    return {"payee": payee, "amount": minor, "before": before, "after": before - minor, "is_enough": before >= minor}


def _spend(request: MemberRequest, form: SpendForm, payee: Member) -> bool:
    given = form.cleaned_data
    pay = commands.spend_commons if given["source"] == WalletRole.COMMONS else commands.spend_operator
    try:
        pay(
            actor=request.member.id,
            payee=payee.id,
            amount_minor=given["amount"],
            reason=given["reason"],
            key=form_key(request.POST),
            now=clock.now(),
        )
    except KeyReused:
        form.add_error(None, _("This form has already paid once, for something else. Nothing more was paid."))
        return False
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    coin = coin_on(request)
    done = _("{name} has received {amount} {coin}.")
    messages.success(request, done.format(name=payee.name, amount=amount_text(given["amount"], coin), coin=coin.name))
    return True
