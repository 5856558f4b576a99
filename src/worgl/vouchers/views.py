"""Vouchers: issued, listed, printed, redeemed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.forms import form_key
from worgl.core.pages import Act, act_page, done, form_methods, run, show, to
from worgl.core.templatetags.worgl import amount_text
from worgl.currency import queries as currencies
from worgl.currency.pages import coin_on
from worgl.currency.queries.policy import local_date
from worgl.payments.pages.active import ACTIVE, active_page
from worgl.vouchers import commands, queries
from worgl.vouchers.forms import VoucherForm
from worgl.vouchers.pages import redeem_link

USUAL_DAYS = 90


@form_methods
@active_page
def vouchers(request: MemberRequest) -> HttpResponse:
    """List the member's vouchers, and issue new ones."""
    last = local_date(clock.now(), request.community.zone) + timedelta(days=USUAL_DAYS)
    start = {"key": str(form_key(request.GET)), "count": "10", "last_day": last.isoformat()}
    form = VoucherForm(request.POST if request.method == "POST" else None, initial=start, coin=coin_on(request))
    series = run(request, form, commands.issue_vouchers, actor=request.member.id)
    if series:
        return done(
            request,
            _("The vouchers are issued. Print them now."),
            to("vouchers:voucher_series").on(request, series=series.answer),
        )
    return show(
        request,
        "vouchers/list.html",
        title=_("Vouchers"),
        back=to("payments:pay"),
        form=form,
        status=series.status,
        balance=currencies.balance(member=request.member.id, viewer=request.member.id, now=clock.now()),
        series=queries.voucher_series(viewer=request.member.id).items,
    )


@require_safe
@member_page
def series_of(request: MemberRequest, series: UUID) -> HttpResponse:
    """Show a series with the state of each voucher."""
    view, rows = queries.series_of(series=series, viewer=request.member.id)
    back = to("vouchers:vouchers")
    return show(request, "vouchers/series.html", title=_("Vouchers"), back=back, series=view, vouchers=rows)


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


cancel = act_page(
    ACTIVE,
    Act(
        commands.cancel_series,
        to("vouchers:voucher_series"),
        gettext_lazy("The open vouchers have ended, and their coins are yours again."),
    ),
)


@form_methods
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
    response = show(
        request,
        "vouchers/redeem.html",
        title=_("Redeem a voucher"),
        back=to("vouchers:vouchers"),
        status=status,
        code=code,
        error=error,
        site=settings.SITE_URL,
    )
    # The code may stand in the address. No policy of its own keeps it from other sites better than the one of all
    # pages does, and `no-referrer` would make browsers send `Origin: null`, which CSRF protection refuses.
    response["Cache-Control"] = "no-store"
    return response
