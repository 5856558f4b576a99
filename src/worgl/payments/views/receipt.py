"""Receipt of a payment, and its refund by the one who was paid."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.domains import pieces
from worgl.core.drafts import TYPED_MAX, Draft, Drafts, SeeOther, with_new_key
from worgl.core.errors import KeyReused, NotFound, Refusal
from worgl.core.forms import KEY_FIELD, SAID_BEFORE, form_key, said_of_reused
from worgl.currency.pages import Initial, coin_on, typed_amount
from worgl.identity.pages import signed_in
from worgl.payments import commands, queries
from worgl.payments.forms import RefundForm
from worgl.payments.pages import ON_RECEIPT
from worgl.payments.pages.active import active_page
from worgl.payments.rules import PaymentId, Receipt, payment_id

TYPED = ("amount", "reason")
DRAFTS = Drafts("worgl_refund")


@require_safe
@member_page
def show(request: MemberRequest, payment: UUID) -> HttpResponse:
    """Show who paid whom, what, when, and what went back; made to be printed."""
    receipt = _receipt(request, payment)
    context = {
        "title": _("Refund") if receipt.is_refund else _("Receipt"),
        "back": reverse("payments:activity", args=[request.community.slug]),
        "receipt": receipt,
        "can_refund": request.member.is_active and receipt.can_be_refunded(clock.now()),
        "below": pieces(ON_RECEIPT, request, receipt),
    }
    return render(request, "payments/receipt.html", context)


@require_safe
@member_page
def show_pdf(request: MemberRequest, payment: UUID) -> HttpResponse:
    """Give the receipt as a paper."""
    receipt = _receipt(request, payment)
    response = HttpResponse(queries.receipt_pdf(receipt), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{request.community.slug}-{receipt.payment}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, slug: str, payment: UUID) -> HttpResponse:
    """Ask how much goes back and why; what is sent is kept, also of somebody whose session has ended meanwhile."""
    if request.method == "POST" and signed_in(request) is None:
        return _typed_while_signed_out(request, slug, payment)
    return _how_much_back(request, slug=slug, payment=payment)


def _typed_while_signed_out(request: HttpRequest, slug: str, payment: UUID) -> HttpResponse:
    """Keep what was typed, unchecked, and come back to the form after signing in."""
    typed = {name: request.POST.get(name, "")[:TYPED_MAX] for name in TYPED}
    draft = Draft(form_key(request.POST), payment.hex, "", typed)
    back = reverse("payments:refund", args=[slug, payment])
    response = redirect_to_login(f"{back}?{urlencode({KEY_FIELD: draft.key})}")
    DRAFTS.keep(request, response, draft, path=back)
    return response


@active_page
def _how_much_back(request: MemberRequest, payment: UUID) -> HttpResponse:
    receipt = _receipt(request, payment)
    if request.method != "POST":
        return _ask(request, receipt, _form(request, initial=_typed_before(request, receipt)))
    form = _form(request, data=request.POST)
    if not form.is_valid():
        return _ask(request, receipt, form, status=422)
    typed = {name: request.POST.get(name, "") for name in TYPED}
    return _to_check(request, receipt, Draft(form_key(request.POST), receipt.payment.hex, _who(request), typed))


def _typed_before(request: MemberRequest, receipt: Receipt) -> dict[str, str]:
    """Return what the form begins with: the draft, else the whole of what is left."""
    draft = _draft(request, receipt) or DRAFTS.latest(request, about=receipt.payment.hex, who=_who(request))
    if draft is not None:
        return {**draft.typed, "key": draft.key}
    return {"amount": typed_amount(receipt.refundable_minor, coin=coin_on(request)), "key": form_key(request.GET)}


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def refund_check(request: MemberRequest, payment: UUID) -> HttpResponse:
    """Show what a refund would do, and on POST do it."""
    receipt = _receipt(request, payment)
    draft = _draft(request, receipt)
    if draft is None:
        return _without_draft(request, receipt)
    form = _form(request, data=draft.sent())
    if not form.is_valid():
        return _ask(request, receipt, form, status=422)
    asked = form.cleaned_data
    if request.method == "POST":
        return _refund(request, receipt, draft, form)
    preview = commands.preview_refund(
        actor=request.member.id,
        payment=receipt.payment,
        amount_minor=asked["amount"].minor,
        reason=asked["reason"],
        now=clock.now(),
    )
    if preview.refusal:
        form.add_error("amount", preview.refusal.detail)
        return _ask(request, receipt, form, status=preview.refusal.status)
    context = {
        "title": _("Is this right?"),
        "kicker": _("Give back"),
        "back": _address("payments:refund", request, receipt, key=draft.key),
        "here_again": _address("payments:refund_check", request, receipt, key=draft.key),
        "receipt": receipt,
        "preview": preview,
        "reason": asked["reason"],
        "paid_out": -asked["amount"],
    }
    return render(request, "payments/refund_check.html", context)


def _without_draft(request: MemberRequest, receipt: Receipt) -> HttpResponse:
    """Lead to the refund's receipt when this form has done its work, else back to the form, which is too old."""
    done = payment_id(scope="refund", actor=request.member.id, key=request.GET.get(KEY_FIELD, ""))
    try:
        back = _receipt(request, done)
    except NotFound:
        messages.warning(request, _("What you typed is no longer here, and nothing was paid. Please type it again."))
        return redirect("payments:refund", slug=request.community.slug, payment=receipt.payment)
    return redirect("payments:receipt", slug=request.community.slug, payment=back.payment)


def _refund(request: MemberRequest, receipt: Receipt, draft: Draft, form: RefundForm) -> HttpResponse:
    asked = form.cleaned_data
    try:
        back = commands.refund(
            actor=request.member.id,
            payment=receipt.payment,
            amount_minor=asked["amount"].minor,
            reason=asked["reason"],
            key=IdempotencyKey(draft.key),
            now=clock.now(),
        )
    except KeyReused as reused:
        done = _(
            "This form has already given money back once, with another amount or reason. Nothing more was paid. "
            "Confirm below only if you want to give back again."
        )
        messages.warning(request, said_of_reused(reused, done=done))
        return _to_check(request, receipt, with_new_key(draft))
    except Refusal as refusal:
        fresh = with_new_key(draft)
        if refusal.is_again:
            # Sent by a page that was answered before: what holds now stands on a page of its own.
            messages.warning(request, SAID_BEFORE.format(refusal=refusal))
            return _to_check(request, receipt, fresh)
        form = _form(request, data=fresh.sent())
        form.add_error("amount", str(refusal))
        refused = _ask(request, receipt, form, status=refusal.status)
        DRAFTS.renew(request, refused, draft, fresh, path=_pages(request, receipt))
        return refused
    response = redirect("payments:receipt", slug=request.community.slug, payment=back.payment)
    DRAFTS.forget(request, response, draft.key, path=_pages(request, receipt))
    return response


def _ask(request: MemberRequest, receipt: Receipt, form: RefundForm, *, status: int = 200) -> HttpResponse:
    context = {
        "title": _("Give back"),
        "back": reverse("payments:receipt", args=[request.community.slug, receipt.payment]),
        "receipt": receipt,
        "form": form,
        "can_refund": receipt.can_be_refunded(clock.now()),
    }
    return render(request, "payments/refund.html", context, status=status)


def _receipt(request: MemberRequest, payment: UUID) -> Receipt:
    return queries.receipt(payment=PaymentId(payment), viewer=request.member.id)


def _to_check(request: MemberRequest, receipt: Receipt, draft: Draft) -> HttpResponse:
    """Keep a draft and show its check page."""
    response = SeeOther(_address("payments:refund_check", request, receipt, key=draft.key))
    DRAFTS.keep(request, response, draft, path=_pages(request, receipt))
    return response


def _draft(request: MemberRequest, receipt: Receipt) -> Draft | None:
    """Return the draft whose key stands in the address."""
    key = request.GET.get(KEY_FIELD, "")
    return DRAFTS.find(request, key=key, about=receipt.payment.hex, who=_who(request))


def _who(request: MemberRequest) -> str:
    return request.member.id.hex


def _pages(request: MemberRequest, receipt: Receipt) -> str:
    """Return the path under which the drafts are sent along: the pages of this refund and no others."""
    return reverse("payments:refund", args=[request.community.slug, receipt.payment])


def _address(name: str, request: MemberRequest, receipt: Receipt, *, key: str) -> str:
    """Return the address of a page of this refund; of what was typed it holds nothing."""
    return f"{reverse(name, args=[request.community.slug, receipt.payment])}?{urlencode({KEY_FIELD: key})}"


def _form(request: MemberRequest, *, data: QueryDict | None = None, initial: Initial = None) -> RefundForm:
    return RefundForm(data, initial=initial, coin=coin_on(request), label=_("How much goes back?"))
