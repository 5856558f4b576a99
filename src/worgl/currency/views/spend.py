"""Paying out of the common fund or the operator's account: whom, how much, why; seen before it is done.

What was typed lies in a signed cookie (`core.drafts`) until it is confirmed; no address holds it.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from worgl.communities.pages import MemberRequest, member_meant, treasurer_page
from worgl.communities.queries import Member
from worgl.core.drafts import Draft, Drafts
from worgl.core.errors import Refusal
from worgl.core.forms import KEY_FIELD, add_refusal
from worgl.core.pages import Steps, done, form_methods, show, to
from worgl.currency import commands, queries
from worgl.currency.forms import SpendForm
from worgl.currency.pages import coin_on
from worgl.currency.rules import WalletRole
from worgl.currency.views.parts import received

STEPS: Steps[MemberRequest] = Steps(
    Drafts("worgl_spend"),
    typed=("source", "payee", "amount", "reason"),
    about=lambda _request: "spend",
    who=lambda request: request.member.id.hex,
    first=to("currency:spend"),
    look=to("currency:spend"),
    pages=to("currency:spend"),
    reused=gettext_lazy("This form has already paid once, for something else. Nothing more was paid."),
)


@treasurer_page
@form_methods
def spend(request: MemberRequest) -> HttpResponse:
    """Ask what is to be paid and keep it as a draft; at the draft's address show what it leaves, and on POST pay it."""
    if request.method == "POST" and KEY_FIELD not in request.GET:
        return _keep(request)
    draft = STEPS.draft(request)
    if request.method == "POST":
        return _without_draft(request) if draft is None else _confirm(request, draft)
    if draft is None:
        return _ask(request, _begun(request))
    form = SpendForm(draft.sent(), coin=coin_on(request))
    return _ask(request, form, payee=_payee(request, form), key=draft.key)


def _begun(request: MemberRequest) -> SpendForm:
    """Return an empty form, or the one last typed for who comes back to it."""
    draft = STEPS.begun(request)
    return SpendForm(initial=dict(draft.typed) if draft else None, coin=coin_on(request))


def _keep(request: MemberRequest) -> HttpResponse:
    """Keep what was typed as a draft and lead to what it leaves; what cannot be is said at its field."""
    form = SpendForm(request.POST, coin=coin_on(request))
    return _ask(request, form) if _payee(request, form) is None else STEPS.keep(request)


def _confirm(request: MemberRequest, draft: Draft) -> HttpResponse:
    form = SpendForm(draft.sent(), coin=coin_on(request))
    payee = _payee(request, form)
    if payee is None:
        return _ask(request, form)
    given, person = form.cleaned_data, payee
    pay = commands.spend_commons if given["source"] == WalletRole.COMMONS else commands.spend_operator

    def refused(refusal: Refusal, _fresh: Draft) -> HttpResponse:
        add_refusal(form, refusal)
        return _ask(request, form)

    return STEPS.confirm(
        request,
        draft,
        lambda key, now: pay(
            actor=request.member.id,
            payee=person.id,
            amount_minor=given["amount"].minor,
            reason=given["reason"],
            key=key,
            now=now,
        ),
        then=lambda _made: done(request, received(request, person, given["amount"]), to("currency:commons")(request)),
        refused=refused,
    )


def _without_draft(request: MemberRequest) -> HttpResponse:
    """Lead to where all that was paid stands: it was sent already, or what was typed has grown too old."""
    messages.warning(request, _("What you typed is no longer here. Look below whether it was paid already."))
    return redirect("currency:commons", slug=request.community.slug)


def _ask(request: MemberRequest, form: SpendForm, *, payee: Member | None = None, key: str = "") -> HttpResponse:
    accounts = queries.common_accounts(request.community.id)
    return show(
        request,
        "currency/spend.html",
        title=capfirst(request.community.words["commons"]),
        back=to("currency:commons"),
        form=form,
        status=422 if form.errors else 200,
        step=STEPS.first(request),
        here_again=STEPS.look_at(request, key),
        accounts=accounts,
        context=_preview(request, form, payee) if payee and not form.errors else None,
    )


def _payee(request: MemberRequest, form: SpendForm) -> Member | None:
    """Return the one active member a name or code means; says at the field when it means nobody or several."""
    if not form.is_valid():
        return None
    try:
        return member_meant(request, form.cleaned_data["payee"], field="payee")
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None


def _preview(request: MemberRequest, form: SpendForm, payee: Member) -> dict[str, object]:
    role, minor = WalletRole(form.cleaned_data["source"]), form.cleaned_data["amount"].minor
    seen = queries.gift_preview(viewer=request.member.id, source=role, amount_minor=minor)
    found = {"before": seen.before_minor, "after": seen.after_minor, "is_enough": seen.is_enough}
    return {"payee": payee, "amount": minor, **found}
