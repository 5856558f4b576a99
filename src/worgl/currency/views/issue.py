"""Issue: the treasurer puts new money into a member's wallet, for a reason every member can read.

What was typed lies in a signed cookie (`core.drafts`) until it is confirmed; no address holds it.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest, member_meant, treasurer_page
from worgl.communities.queries import Member
from worgl.core.drafts import Draft, Drafts
from worgl.core.errors import Refusal
from worgl.core.forms import form_key
from worgl.core.pages import Steps, done, form_methods, show, to
from worgl.currency import commands, queries
from worgl.currency.forms import IssueForm
from worgl.currency.pages import Initial, coin_on, currency_on
from worgl.currency.rules import CurrencyKind, GrantView, WalletRole
from worgl.currency.views.parts import received

LATEST = 10
STEPS: Steps[MemberRequest] = Steps(
    Drafts("worgl_issue"),
    typed=("payee", "amount", "reason"),
    about=lambda _request: "issue",
    who=lambda request: request.member.id.hex,
    first=to("currency:issue"),
    look=to("currency:issue_check"),
    pages=to("currency:issue"),
    reused=gettext_lazy(
        "This form has already issued money once, for something else. Nothing more was issued. "
        "Confirm below only if you want to issue again."
    ),
)


@form_methods
@treasurer_page
def issue(request: MemberRequest) -> HttpResponse:
    """Ask who gets new money, how much and why; below, what was issued lately. What was typed is kept as a draft."""
    if request.method != "POST":
        draft = STEPS.begun(request)
        begun: dict[str, str] = {**draft.typed, "key": draft.key} if draft else {"key": form_key(request.GET)}
        return _ask(request, _form(request, initial=begun))
    form = _form(request, data=request.POST)
    payee, status = _payee(request, form)
    return STEPS.keep(request) if payee else _ask(request, form, status=status)


@form_methods
@treasurer_page
def check(request: MemberRequest) -> HttpResponse:
    """Show what an issue would do to the supply, and on POST do it."""
    draft = STEPS.draft(request)
    if draft is None:
        return _without_draft(request)
    form = _form(request, data=draft.sent())
    payee, status = _payee(request, form)
    if payee is None:
        return _ask(request, form, status=status)
    if request.method == "POST":
        return _issue(request, form, payee, draft)
    amount = form.cleaned_data["amount"].minor
    seen = queries.gift_preview(viewer=request.member.id, source=WalletRole.ISSUER, amount_minor=amount)
    return show(
        request,
        "currency/issue_check.html",
        title=_("Is this right?"),
        kicker=_("Give out coins"),
        back=STEPS.first_of(request, draft.key),
        here_again=STEPS.look_at(request, draft.key),
        payee=payee,
        amount=amount,
        reason=form.cleaned_data["reason"],
        supply_before=seen.before_minor,
        supply_after=seen.after_minor,
    )


def _without_draft(request: MemberRequest) -> HttpResponse:
    """Lead back to the form: it was sent already, or what was typed has grown too old. The latest issues are there."""
    messages.warning(request, _("What you typed is no longer here. Look below whether it was issued already."))
    return redirect("currency:issue", slug=request.community.slug)


def _payee(request: MemberRequest, form: IssueForm) -> tuple[Member | None, int]:
    """Return the one active member who is meant; nobody, and the status of the page that says why."""
    if not form.is_valid():
        return None, 422
    try:
        return member_meant(request, form.cleaned_data["payee"], field="payee"), 200
    except Refusal as refusal:
        form.add_error("payee", str(refusal))
        return None, refusal.status


def _issue(request: MemberRequest, form: IssueForm, payee: Member, draft: Draft) -> HttpResponse:
    asked = form.cleaned_data

    def refused(refusal: Refusal, fresh: Draft) -> HttpResponse:
        again = _form(request, data=fresh.sent())
        again.add_error("amount", str(refusal))
        return _ask(request, again, status=refusal.status)

    return STEPS.confirm(
        request,
        draft,
        lambda key, now: commands.issue(
            actor=request.member.id,
            payee=payee.id,
            amount_minor=asked["amount"].minor,
            reason=asked["reason"],
            key=key,
            now=now,
        ),
        then=lambda _made: done(request, received(request, payee, asked["amount"]), STEPS.first(request)),
        refused=refused,
    )


def _ask(request: MemberRequest, form: IssueForm, *, status: int = 200) -> HttpResponse:
    return show(
        request,
        "currency/issue.html",
        title=_("Give out coins"),
        back=to("currency:town"),
        form=form,
        status=status,
        is_credit=currency_on(request).kind is CurrencyKind.CREDIT,
        grants=_latest(request),
    )


def _latest(request: MemberRequest) -> list[tuple[GrantView, str]]:
    """Return the latest issues, each with the name of who got it."""
    page = queries.grants(community=request.community.id, viewer=request.member.id, limit=LATEST)
    people = communities.members_by_ids([grant.payee for grant in page.items if grant.payee])
    return [(grant, people[grant.payee].name if grant.payee in people else "") for grant in page.items]


def _form(request: MemberRequest, *, data: QueryDict | None = None, initial: Initial = None) -> IssueForm:
    return IssueForm(data, initial=initial, coin=coin_on(request))
