"""The name of the coin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.communities.pages import ADMIN
from worgl.core.pages import Frame, form_page, to
from worgl.currency import commands
from worgl.currency.forms import CoinForm
from worgl.currency.pages import currency_on

coin = form_page(
    ADMIN,
    commands.rename_coin,
    lambda request, sent: CoinForm(sent, initial={"coin_name": currency_on(request).name}),
    Frame("currency/coin.html", _("The coin"), back=to("web:admin")),
    inputs=lambda form: {"name": form.cleaned_data["coin_name"]},
    said=_("Saved."),
    then=to("currency:coin"),
)
