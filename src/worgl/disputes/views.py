"""Disputes: opened from a receipt, answered, ended by either side, ruled by an administrator."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import form_key
from worgl.core.money import minor_of
from worgl.core.pages import done, form_methods, send, show, to
from worgl.currency.pages import coin_on
from worgl.disputes import commands, queries
from worgl.disputes.forms import RulingForm, WordsForm
from worgl.disputes.queries import DisputeView
from worgl.disputes.rules import ANSWER_DAYS, Act
from worgl.payments import queries as payments
from worgl.payments.pages.active import active_page


@require_safe
@member_page
def listed(request: MemberRequest) -> HttpResponse:
    """List the member's own disputes, and for an administrator those that wait for a ruling."""
    now, viewer = clock.now(), request.member.id
    is_arbiter = request.member.is_active and request.member.is_admin
    community = request.community.id
    waiting = queries.disputes_waiting(community=community, viewer=viewer, now=now) if is_arbiter else ()
    return show(
        request,
        "disputes/list.html",
        title=_("Disputes"),
        back=to("payments:activity"),
        page=queries.disputes_of(viewer=viewer, now=now, cursor=request.GET.get("cursor", "")),
        is_arbiter=is_arbiter,
        waiting=waiting,
    )


@form_methods
@active_page
def new(request: MemberRequest, payment: UUID) -> HttpResponse:
    """Ask why a payment is disputed, and open the dispute."""
    receipt = payments.receipt(payment=payment, viewer=request.member.id)
    start = {"key": str(form_key(request.GET))}
    sent = request.POST if request.method == "POST" else None
    form = WordsForm(sent, initial=start, label=_("What is wrong?"))
    made = send(
        request,
        form,
        lambda key, now: commands.open_dispute(
            actor=request.member.id, payment=receipt.payment, reason=form.cleaned_data["words"], key=key, now=now
        ),
    )
    if made:
        said = _("The dispute is open. {name} can answer now.").format(name=receipt.payee.name)
        return done(request, said, to("disputes:dispute").on(request, dispute=made.answer))
    return show(
        request,
        "disputes/new.html",
        title=_("Dispute a payment"),
        back=to("payments:receipt"),
        form=form,
        status=made.status,
        receipt=receipt,
        answer_days=ANSWER_DAYS,
    )


@require_safe
@member_page
def one(request: MemberRequest, dispute: UUID) -> HttpResponse:
    """Show a dispute with what was said, and what the viewer can do now."""
    return _page(request, queries.dispute(dispute=dispute, viewer=request.member.id, now=clock.now()))


def _page(
    request: MemberRequest,
    view: DisputeView,
    *,
    answer: WordsForm | None = None,
    ruling: RulingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    key = {"key": str(form_key(request.GET))}
    judges = () if view.is_over else queries.judges_of(view, community=request.community.id)
    return show(
        request,
        "disputes/dispute.html",
        title=_("Dispute"),
        back=to("disputes:disputes"),
        status=status,
        judges=judges,
        has_part=request.own.id not in {judge.id for judge in judges},
        is_officer=request.own.is_admin,
        dispute=view,
        answer_form=answer or WordsForm(initial=key, label=_("Your answer")),
        ruling_form=ruling or RulingForm(initial=key, coin=coin_on(request)),
    )


@require_POST
@active_page
def change(request: MemberRequest, dispute: UUID, act: str) -> HttpResponse:
    """Answer, settle, withdraw or rule."""
    if act not in set(Act):
        raise Http404
    view = queries.dispute(dispute=dispute, viewer=request.member.id, now=clock.now())
    if act == Act.ANSWER:
        return _answer(request, view)
    if act == Act.RULE:
        return _rule(request, view)
    end, said = commands.withdraw_dispute, _("The dispute is over. Nothing went back.")
    if act == Act.SETTLE:
        end, said = commands.settle_dispute, _("All of it went back, and the dispute is over.")
    try:
        end(actor=request.member.id, dispute=view.id, key=form_key(request.POST), now=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("disputes:dispute", slug=request.community.slug, dispute=dispute)


def _answer(request: MemberRequest, view: DisputeView) -> HttpResponse:
    form = WordsForm(request.POST, label=_("Your answer"))
    answered = send(
        request,
        form,
        lambda key, now: commands.answer_dispute(
            actor=request.member.id, dispute=view.id, answer=form.cleaned_data["words"], key=key, now=now
        ),
        but=() if Act.ANSWER in view.acts else (Refusal,),
    )
    if answered:
        said = _("Your answer is there. An administrator can rule now.")
        return done(request, said, to("disputes:dispute")(request))
    return _page(request, view, answer=form, status=answered.status)


def _rule(request: MemberRequest, view: DisputeView) -> HttpResponse:
    form = RulingForm(request.POST, coin=coin_on(request))
    ruled = send(
        request,
        form,
        lambda key, now: commands.rule_dispute(
            actor=request.member.id,
            dispute=view.id,
            back_minor=minor_of(form.cleaned_data["amount"] or 0),
            reason=form.cleaned_data["reason"],
            key=key,
            now=now,
        ),
        but=() if Act.RULE in view.acts else (Refusal,),
    )
    if ruled:
        return done(request, _("The ruling stands. Both sides can read it."), to("disputes:dispute")(request))
    return _page(request, view, ruling=form, status=ruled.status)
