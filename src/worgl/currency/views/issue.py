"""Issue: the treasurer puts new money into a member's wallet, for a reason every member can read.

What was typed lies in a signed cookie (`core.drafts`) until it is confirmed; no address holds it.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest, treasurer_page
from worgl.communities.queries import Member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.drafts import Draft, Drafts, SeeOther, with_new_key
from worgl.core.errors import InvalidInput, KeyReused, Refusal
from worgl.core.forms import KEY_FIELD, SAID_BEFORE, form_key, said_of_reused
from worgl.core.templatetags.worgl import amount_text
from worgl.currency import commands, queries
from worgl.currency.forms import IssueForm
from worgl.currency.pages import Initial, coin_on, currency_on
from worgl.currency.rules import CurrencyKind, GrantView, WalletRole

TYPED = ("payee", "amount", "reason")
LATEST = 10
DRAFTS = Drafts("worgl_issue")
ABOUT = "issue"


@require_http_methods(["GET", "HEAD", "POST"])
@treasurer_page
def issue(request: MemberRequest) -> HttpResponse:
    """Ask who gets new money, how much and why; below, what was issued lately. What was typed is kept as a draft."""
    if request.method != "POST":
        draft = _draft(request) or DRAFTS.latest(request, about=ABOUT, who=request.member.id.hex)
        begun: dict[str, str] = {**draft.typed, "key": draft.key} if draft else {"key": form_key(request.GET)}
        return _ask(request, _form(request, initial=begun))
    form = _form(request, data=request.POST)
    if not form.is_valid():
        return _ask(request, form, status=422)
    try:
        _payee(request, form.cleaned_data["payee"])
    except Refusal as refusal:
        form.add_error("payee", str(refusal))
        return _ask(request, form, status=refusal.status)
    typed = {name: request.POST.get(name, "") for name in TYPED}
    return _to_check(request, Draft(form_key(request.POST), ABOUT, request.member.id.hex, typed))


@require_http_methods(["GET", "HEAD", "POST"])
@treasurer_page
def check(request: MemberRequest) -> HttpResponse:
    """Show what an issue would do to the supply, and on POST do it."""
    draft = _draft(request)
    if draft is None:
        return _without_draft(request)
    form = _form(request, data=draft.sent())
    if not form.is_valid():
        return _ask(request, form, status=422)
    asked = form.cleaned_data
    try:
        payee = _payee(request, asked["payee"])
    except Refusal as refusal:
        form.add_error("payee", str(refusal))
        return _ask(request, form, status=refusal.status)
    if request.method == "POST":
        return _issue(request, form, payee, draft)
    amount = asked["amount"]
    seen = queries.gift_preview(viewer=request.member.id, source=WalletRole.ISSUER, amount_minor=amount)
    context = {
        "title": _("Is this right?"),
        "kicker": _("Give out coins"),
        "back": _address("currency:issue", request, key=draft.key),
        "here_again": _address("currency:issue_check", request, key=draft.key),
        "payee": payee,
        "amount": asked["amount"],
        "reason": asked["reason"],
        "supply_before": seen.before_minor,
        "supply_after": seen.after_minor,
    }
    return render(request, "currency/issue_check.html", context)


def _without_draft(request: MemberRequest) -> HttpResponse:
    """Lead back to the form: it was sent already, or what was typed has grown too old. The latest issues are there."""
    messages.warning(request, _("What you typed is no longer here. Look below whether it was issued already."))
    return redirect("currency:issue", slug=request.community.slug)


def _payee(request: MemberRequest, typed: str) -> Member:
    """Return the one active member a name or code means; refuses InvalidInput when it means nobody or several."""
    found = communities.members(community=request.community.id, viewer=request.member.id, search=typed, limit=2).items
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidInput(field="payee", reason=_("Several members match. Type more of the name, or the code."))
    raise InvalidInput(field="payee", reason=_("Nobody here has this name or code. Check the spelling."))


def _issue(request: MemberRequest, form: IssueForm, payee: Member, draft: Draft) -> HttpResponse:
    asked = form.cleaned_data
    try:
        commands.issue(
            actor=request.member.id,
            payee=payee.id,
            amount_minor=asked["amount"],
            reason=asked["reason"],
            key=IdempotencyKey(draft.key),
            now=clock.now(),
        )
    except KeyReused as reused:
        done = _(
            "This form has already issued money once, for something else. Nothing more was issued. "
            "Confirm below only if you want to issue again."
        )
        messages.warning(request, said_of_reused(reused, done=done))
        return _to_check(request, with_new_key(draft))
    except Refusal as refusal:
        fresh = with_new_key(draft)
        if refusal.is_again:
            # Sent by a page that was answered before: what holds now stands on a page of its own.
            messages.warning(request, SAID_BEFORE.format(refusal=refusal))
            return _to_check(request, fresh)
        form = _form(request, data=fresh.sent())
        form.add_error("amount", str(refusal))
        refused = _ask(request, form, status=refusal.status)
        DRAFTS.renew(request, refused, draft, fresh, path=_pages(request))
        return refused
    coin = coin_on(request)
    done = _("{name} has received {amount} {coin}.")
    messages.success(request, done.format(name=payee.name, amount=amount_text(asked["amount"], coin), coin=coin.name))
    response = redirect("currency:issue", slug=request.community.slug)
    DRAFTS.forget(request, response, draft.key, path=_pages(request))
    return response


def _ask(request: MemberRequest, form: IssueForm, *, status: int = 200) -> HttpResponse:
    community = request.community
    context = {
        "title": _("Give out coins"),
        "back": reverse("currency:town", args=[community.slug]),
        "form": form,
        "is_credit": currency_on(request).kind is CurrencyKind.CREDIT,
        "grants": _latest(request),
    }
    return render(request, "currency/issue.html", context, status=status)


def _latest(request: MemberRequest) -> list[tuple[GrantView, str]]:
    """Return the latest issues, each with the name of who got it."""
    page = queries.grants(community=request.community.id, viewer=request.member.id, limit=LATEST)
    people = communities.members_by_ids([grant.payee for grant in page.items if grant.payee])
    return [(grant, people[grant.payee].name if grant.payee in people else "") for grant in page.items]


def _to_check(request: MemberRequest, draft: Draft) -> HttpResponse:
    """Keep a draft and show its check page."""
    response = SeeOther(_address("currency:issue_check", request, key=draft.key))
    DRAFTS.keep(request, response, draft, path=_pages(request))
    return response


def _draft(request: MemberRequest) -> Draft | None:
    """Return the draft whose key stands in the address."""
    return DRAFTS.find(request, key=request.GET.get(KEY_FIELD, ""), about=ABOUT, who=request.member.id.hex)


def _pages(request: MemberRequest) -> str:
    """Return the path under which the drafts are sent along: the pages of issuing in this community and no others."""
    return reverse("currency:issue", args=[request.community.slug])


def _address(name: str, request: MemberRequest, *, key: str) -> str:
    """Return the address of a page of this issue; of what was typed it holds nothing."""
    return f"{reverse(name, args=[request.community.slug])}?{urlencode({KEY_FIELD: key})}"


def _form(request: MemberRequest, *, data: QueryDict | None = None, initial: Initial = None) -> IssueForm:
    return IssueForm(data, initial=initial, coin=coin_on(request))
