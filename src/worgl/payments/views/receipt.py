"""Receipt of a payment, and its refund by the one who was paid."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import KeyReused, Refusal
from worgl.core.forms import form_key
from worgl.core.ids import new_id
from worgl.currency.pages import Initial, coin_on, typed_amount
from worgl.payments import commands, queries
from worgl.payments.forms import RefundForm
from worgl.payments.rules import PaymentId, Receipt
from worgl.payments.views.standing import active_page

TYPED = ("amount", "reason")


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
    }
    return render(request, "payments/receipt.html", context)


@require_safe
@active_page
def refund(request: MemberRequest, payment: UUID) -> HttpResponse:
    """Ask how much goes back and why; the whole of what is left stands there already."""
    receipt = _receipt(request, payment)
    initial = {
        "amount": request.GET.get("amount", typed_amount(receipt.refundable_minor, coin=coin_on(request))),
        "reason": request.GET.get("reason", ""),
        "key": form_key(request.GET),
    }
    return _ask(request, receipt, _form(request, initial=initial))


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def refund_check(request: MemberRequest, payment: UUID) -> HttpResponse:
    """Show what a refund would do, and on POST do it."""
    receipt = _receipt(request, payment)
    form = _form(request, data=request.GET)
    if not form.is_valid():
        return _ask(request, receipt, form, status=422)
    asked = form.cleaned_data
    if request.method == "POST" and asked["key"]:
        return _refund(request, receipt, form)
    preview = commands.preview_refund(
        actor=request.member.id,
        payment=receipt.payment,
        amount_minor=asked["amount"],
        reason=asked["reason"],
        now=clock.now(),
    )
    if preview.refusal:
        form.add_error("amount", preview.refusal.detail)
        return _ask(request, receipt, form, status=preview.refusal.status)
    context = {
        "title": _("Is this right?"),
        "kicker": _("Give back"),
        "back": _address("payments:refund", request, receipt),
        "here_again": _address("payments:refund_check", request, receipt),
        "receipt": receipt,
        "preview": preview,
        "reason": asked["reason"],
        "paid_out": -asked["amount"],
    }
    return render(request, "payments/refund_check.html", context)


def _refund(request: MemberRequest, receipt: Receipt, form: RefundForm) -> HttpResponse:
    asked = form.cleaned_data
    try:
        back = commands.refund(
            actor=request.member.id,
            payment=receipt.payment,
            amount_minor=asked["amount"],
            reason=asked["reason"],
            key=IdempotencyKey(asked["key"]),
            now=clock.now(),
        )
    except KeyReused:
        messages.warning(
            request,
            _(
                "This form has already given money back once, with another amount or reason. Nothing more was paid. "
                "Confirm below only if you want to give back again."
            ),
        )
        return redirect(_address("payments:refund_check", request, receipt, key=new_id().hex))
    except Refusal as refusal:
        form.add_error("amount", str(refusal))
        return _ask(request, receipt, form, status=refusal.status)
    return redirect("payments:receipt", slug=request.community.slug, payment=back.payment)


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


def _address(name: str, request: MemberRequest, receipt: Receipt, *, key: str = "") -> str:
    """Return the address of a page of this refund with everything typed so far."""
    typed = {field: request.GET.get(field, "") for field in TYPED}
    query = urlencode({**typed, "key": key or form_key(request.GET)})
    return f"{reverse(name, args=[request.community.slug, receipt.payment])}?{query}"


def _form(request: MemberRequest, *, data: QueryDict | None = None, initial: Initial = None) -> RefundForm:
    return RefundForm(data, initial=initial, coin=coin_on(request), label=_("How much goes back?"))
