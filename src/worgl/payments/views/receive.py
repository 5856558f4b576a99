"""Get paid: my code and a QR code that any phone camera opens."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities.pages import MemberRequest
from worgl.core.domains import pieces
from worgl.core.money import Money
from worgl.currency.pages import coin_on, typed_amount
from worgl.payments.forms import ReceiveForm
from worgl.payments.pages import WAYS_TO_BE_PAID
from worgl.payments.pages.active import active_page


@require_safe
@active_page
def receive(request: MemberRequest) -> HttpResponse:
    """Show the code; an amount and a note, when given, are filled in for the payer."""
    coin = coin_on(request)
    form = ReceiveForm(
        request.GET or None,
        label=_("Amount"),
        coin=coin,
    )
    asked: dict[str, str] = {}
    if form.is_bound and form.is_valid():
        amount, note = form.cleaned_data["amount"], form.cleaned_data["note"]
        asked = {"amount": typed_amount(amount, coin=coin)} if amount else {}
        asked |= {"note": note} if note else {}
    link = _link(request.member.code, asked)
    wrong = form.is_bound and not form.is_valid()
    context = {
        "title": _("Get paid"),
        "kicker": request.member.name,
        "back": reverse("payments:home", args=[request.community.slug]),
        "form": form,
        "link": link,
        "asked": asked,
        "ways": pieces(WAYS_TO_BE_PAID, request, None),
        "amount": _amount(form),
    }
    return render(request, "payments/receive.html", context, status=422 if wrong else 200)


def _amount(form: ReceiveForm) -> Money | None:
    amount: Money | None = form.cleaned_data.get("amount") if form.is_bound and form.is_valid() else None
    return amount


def _link(code: str, asked: dict[str, str]) -> str:
    path = settings.SITE_URL + reverse("payments:link", args=[code])
    return f"{path}?{urlencode(asked)}" if asked else path
