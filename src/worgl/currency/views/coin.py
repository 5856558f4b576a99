"""The name of the coin."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from worgl.communities.pages import MemberRequest, admin_page
from worgl.core import clock, links
from worgl.core.errors import Refusal
from worgl.core.forms import add_refusal, form_key
from worgl.currency import commands
from worgl.currency.forms import CoinForm
from worgl.currency.pages import currency_on


@admin_page
@require_http_methods(["GET", "HEAD", "POST"])
def coin(request: MemberRequest) -> HttpResponse:
    """Show the coin's name and its short sign, and change the name."""
    form = CoinForm(request.POST or None, initial={"coin_name": currency_on(request).name})
    if request.method == "POST" and form.is_valid():
        try:
            commands.rename_coin(
                actor=request.member.id,
                name=form.cleaned_data["coin_name"],
                key=form_key(request.POST),
                now=clock.now(),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("currency:coin", slug=request.community.slug)
    context = {"title": _("The coin"), "back": links.href(links.ADMINISTRATION, request.community.slug), "form": form}
    return render(request, "currency/coin.html", context, status=422 if form.is_bound else 200)
