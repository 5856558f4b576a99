"""Paying out of the common fund or the operator's account: whom, how much, why; seen before it is done.

What was typed lies in a signed cookie (`core.drafts`) until it is confirmed; no address holds it.
"""

from __future__ import annotations

from urllib.parse import urlencode

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
from worgl.core.commands import IdempotencyKey
from worgl.core.drafts import Draft, Drafts, SeeOther, with_new_key
from worgl.core.errors import InvalidInput, KeyReused, Refusal
from worgl.core.forms import KEY_FIELD, SAID_BEFORE, add_refusal, form_key, said_of_reused
from worgl.core.templatetags.worgl import amount_text
from worgl.currency import commands, queries
from worgl.currency.forms import SpendForm
from worgl.currency.pages import coin_on
from worgl.currency.rules import WalletRole

TYPED = ("source", "payee", "amount", "reason")
DRAFTS = Drafts("worgl_spend")
ABOUT = "spend"


@treasurer_page
@require_http_methods(["GET", "HEAD", "POST"])
def spend(request: MemberRequest) -> HttpResponse:
    """Ask what is to be paid and keep it as a draft; at the draft's address show what it leaves, and on POST pay it."""
    if request.method == "POST" and KEY_FIELD not in request.GET:
        return _keep(request)
    draft = DRAFTS.find(request, key=request.GET.get(KEY_FIELD, ""), about=ABOUT, who=request.member.id.hex)
    if request.method == "POST":
        return _without_draft(request) if draft is None else _confirm(request, draft)
    if draft is None:
        return _ask(request, _begun(request))
    form = SpendForm(draft.sent(), coin=coin_on(request))
    return _ask(request, form, payee=_payee(request, form), key=draft.key)


def _begun(request: MemberRequest) -> SpendForm:
    """Return an empty form, or the one last typed for who comes back to it."""
    draft = DRAFTS.latest(request, about=ABOUT, who=request.member.id.hex)
    return SpendForm(initial=dict(draft.typed) if draft else None, coin=coin_on(request))


def _keep(request: MemberRequest) -> HttpResponse:
    """Keep what was typed as a draft and lead to what it leaves; what cannot be is said at its field."""
    form = SpendForm(request.POST, coin=coin_on(request))
    if _payee(request, form) is None:
        return _ask(request, form)
    typed = {name: request.POST.get(name, "") for name in TYPED}
    return _to_check(request, Draft(form_key(request.POST), ABOUT, request.member.id.hex, typed))


def _confirm(request: MemberRequest, draft: Draft) -> HttpResponse:
    form = SpendForm(draft.sent(), coin=coin_on(request))
    payee = _payee(request, form)
    if payee is None:
        return _ask(request, form)
    try:
        _spend(request, form, payee, draft)
    except KeyReused as reused:
        done = _("This form has already paid once, for something else. Nothing more was paid.")
        messages.warning(request, said_of_reused(reused, done=done))
        return _to_check(request, with_new_key(draft))
    except Refusal as refusal:
        fresh = with_new_key(draft)
        if refusal.is_again:
            # Sent by a page that was answered before: what holds now stands on a page of its own.
            messages.warning(request, SAID_BEFORE.format(refusal=refusal))
            return _to_check(request, fresh)
        add_refusal(form, refusal)
        refused = _ask(request, form)
        DRAFTS.renew(request, refused, draft, fresh, path=_pages(request))
        return refused
    response = redirect("currency:commons", slug=request.community.slug)
    DRAFTS.forget(request, response, draft.key, path=_pages(request))
    return response


def _without_draft(request: MemberRequest) -> HttpResponse:
    """Lead to where all that was paid stands: it was sent already, or what was typed has grown too old."""
    messages.warning(request, _("What you typed is no longer here. Look below whether it was paid already."))
    return redirect("currency:commons", slug=request.community.slug)


def _ask(request: MemberRequest, form: SpendForm, *, payee: Member | None = None, key: str = "") -> HttpResponse:
    accounts = queries.common_accounts(request.community.id)
    context: dict[str, object] = {
        "title": capfirst(request.community.words["commons"]),
        "back": reverse("currency:commons", args=[request.community.slug]),
        "step": _pages(request),
        "here_again": _address(request, key=key),
        "form": form,
        "accounts": accounts,
    }
    if payee and not form.errors:
        context |= _preview(request, form, payee)
    return render(request, "currency/spend.html", context, status=422 if form.errors else 200)


def _to_check(request: MemberRequest, draft: Draft) -> HttpResponse:
    response = SeeOther(_address(request, key=draft.key))
    DRAFTS.keep(request, response, draft, path=_pages(request))
    return response


def _pages(request: MemberRequest) -> str:
    """Return the path under which the drafts are sent along: this page of this community and no other."""
    return reverse("currency:spend", args=[request.community.slug])


def _address(request: MemberRequest, *, key: str) -> str:
    """Return the address of a draft; of what was typed it holds nothing."""
    return f"{_pages(request)}?{urlencode({KEY_FIELD: key})}"


def _payee(request: MemberRequest, form: SpendForm) -> Member | None:
    """Return the one active member a name or code means; says at the field when it means nobody or several."""
    if not form.is_valid():
        return None
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
        raise InvalidInput(field="payee", reason=_("Several members match. Type more of the name, or the code."))
    raise InvalidInput(field="payee", reason=_("Nobody here has this name or code. Check the spelling."))


def _preview(request: MemberRequest, form: SpendForm, payee: Member) -> dict[str, object]:
    role, minor = WalletRole(form.cleaned_data["source"]), form.cleaned_data["amount"]
    seen = queries.gift_preview(viewer=request.member.id, source=role, amount_minor=minor)
    found = {"before": seen.before_minor, "after": seen.after_minor, "is_enough": seen.is_enough}
    return {"payee": payee, "amount": minor, **found}


def _spend(request: MemberRequest, form: SpendForm, payee: Member, draft: Draft) -> None:
    given = form.cleaned_data
    pay = commands.spend_commons if given["source"] == WalletRole.COMMONS else commands.spend_operator
    pay(
        actor=request.member.id,
        payee=payee.id,
        amount_minor=given["amount"],
        reason=given["reason"],
        key=IdempotencyKey(draft.key),
        now=clock.now(),
    )
    coin = coin_on(request)
    done = _("{name} has received {amount} {coin}.")
    messages.success(request, done.format(name=payee.name, amount=amount_text(given["amount"], coin), coin=coin.name))
