"""Vouchers: issued, listed, printed, redeemed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.core.templatetags.worgl import amount_text
from worgl.currency import queries as currencies
from worgl.currency.pages import coin_on
from worgl.currency.queries.policy import local_date
from worgl.payments.pages.active import active_page
from worgl.vouchers import commands, queries
from worgl.vouchers.forms import VoucherForm
from worgl.vouchers.pages import redeem_link
from worgl.vouchers.rules import SeriesId

USUAL_DAYS = 90


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def vouchers(request: MemberRequest) -> HttpResponse:
    """List the member's vouchers, and issue new ones."""
    coin = coin_on(request)
    if request.method != "POST":
        last = local_date(clock.now(), request.community.zone) + timedelta(days=USUAL_DAYS)
        start = {"key": str(form_key(request.GET)), "count": "10", "last_day": last.isoformat()}
        return _ask(request, VoucherForm(initial=start, coin=coin))
    form = VoucherForm(request.POST, coin=coin)
    if not form.is_valid():
        return _ask(request, form, status=422)
    asked = form.cleaned_data
    try:
        series = commands.issue_vouchers(
            actor=request.member.id,
            amount_minor=asked["amount"],
            count=asked["count"],
            last_day=asked["last_day"],
            memo=asked["memo"],
            key=form_key(request.POST),
            now=clock.now(),
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _ask(request, form, status=refusal.status)
    messages.success(request, _("The vouchers are issued. Print them now."))
    return redirect("vouchers:voucher_series", slug=request.community.slug, series=series)


def _ask(request: MemberRequest, form: VoucherForm, *, status: int = 200) -> HttpResponse:
    context = {
        "title": _("Vouchers"),
        "back": reverse("payments:pay", args=[request.community.slug]),
        "form": form,
        "balance": currencies.balance(member=request.member.id, viewer=request.member.id, now=clock.now()),
        "series": queries.voucher_series(viewer=request.member.id).items,
    }
    return render(request, "vouchers/list.html", context, status=status)


@require_safe
@member_page
def show(request: MemberRequest, series: UUID) -> HttpResponse:
    """Show a series with the state of each voucher."""
    view, rows = queries.series_of(series=series, viewer=request.member.id)
    context = {
        "title": _("Vouchers"),
        "back": reverse("vouchers:vouchers", args=[request.community.slug]),
        "series": view,
        "vouchers": rows,
    }
    return render(request, "vouchers/series.html", context)


@require_safe
@active_page
def sheet(request: MemberRequest, series: UUID) -> HttpResponse:
    """Give the open vouchers as sheets to print and cut."""
    view, _rows = queries.series_of(series=series, viewer=request.member.id)
    coin = coin_on(request)
    address = redeem_link(request.community.slug)
    value = f"{amount_text(view.amount_minor, coin)} {coin.name}"
    paper = queries.vouchers_pdf(series=series, viewer=request.member.id, value=value, address=address)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{request.community.slug}-vouchers.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@active_page
def cancel(request: MemberRequest, series: UUID) -> HttpResponse:
    """End the open vouchers of a series."""
    commands.cancel_series(
        actor=request.member.id, series=SeriesId(series), key=form_key(request.POST), now=clock.now()
    )
    messages.success(request, _("The open vouchers have ended, and their coins are yours again."))
    return redirect("vouchers:voucher_series", slug=request.community.slug, series=series)


@require_http_methods(["GET", "HEAD", "POST"])
@active_page
def redeem(request: MemberRequest) -> HttpResponse:
    """Ask for a code, or take the one of a QR code, and on confirmation redeem it."""
    code = (request.POST if request.method == "POST" else request.GET).get("code", "")[:80]
    if request.method != "POST":
        return _redeem_page(request, code)
    try:
        payment = commands.redeem_voucher(
            actor=request.member.id, code=code, key=form_key(request.POST), now=clock.now()
        )
    except Refusal as refusal:
        return _redeem_page(request, code, error=str(refusal), status=refusal.status)
    messages.success(request, _("The voucher is yours."))
    return redirect("payments:receipt", slug=request.community.slug, payment=payment)


def _redeem_page(request: MemberRequest, code: str, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "title": _("Redeem a voucher"),
        "back": reverse("vouchers:vouchers", args=[request.community.slug]),
        "code": code,
        "error": error,
        "site": settings.SITE_URL,
    }
    response = render(request, "vouchers/redeem.html", context, status=status)
    # The code may stand in the address. No policy of its own keeps it from other sites better than the one of all
    # pages does, and `no-referrer` would make browsers send `Origin: null`, which CSRF protection refuses.
    response["Cache-Control"] = "no-store"
    return response
