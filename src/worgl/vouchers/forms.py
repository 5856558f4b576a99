"""Forms of vouchers. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from worgl.core.limits import MEMO_MAX
from worgl.currency.pages import AmountField, Coin, Initial
from worgl.vouchers.rules import COUNT_MAX as VOUCHERS_MAX


class VoucherForm(forms.Form):
    """How many vouchers, of which value, until when."""

    count = forms.IntegerField(
        label=_("How many?"),
        min_value=1,
        max_value=VOUCHERS_MAX,
        error_messages={"required": _("Type a number."), "invalid": _("Type a whole number.")},
    )
    last_day = forms.DateField(
        label=_("Valid until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the last day."), "invalid": _("Write the day as year-month-day.")},
    )
    memo = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=MEMO_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("It appears on each voucher, and on the receipt of the person who redeems it."),
    )
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("amount", "count", "last_day", "memo", "key")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=_("Value of each"))
        self.order_fields(self.field_order)
