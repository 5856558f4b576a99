"""Forms of payments. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from worgl.core.limits import NOTE_MAX
from worgl.currency.pages import AmountField, Coin, Initial


class PayForm(forms.Form):
    """How much, and what for."""

    note = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=NOTE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("You both see it on the receipt."),
    )
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("amount", "note", "key")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin, label: str) -> None:
        """Take the coin, whose number format is read, and the question asked about the amount."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=label)
        self.order_fields(self.field_order)


class ReceiveForm(forms.Form):
    """What the payer will find filled in; both may stay empty."""

    note = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=NOTE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    field_order = ("amount", "note")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin, label: str) -> None:
        """Take the coin, whose number format is read, and the question asked about the amount."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=label, required=False)
        self.order_fields(self.field_order)


class RefundForm(forms.Form):
    """How much goes back, and why."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=NOTE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("You both see it on the receipt."),
        error_messages={"required": _("Say in a few words why the money goes back.")},
    )
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("amount", "reason", "key")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin, label: str) -> None:
        """Take the coin, whose number format is read, and the question asked about the amount."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=label)
        self.order_fields(self.field_order)


class PeriodForm(forms.Form):
    """The days a statement covers, both included."""

    start = forms.DateField(
        label=_("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the first day."), "invalid": _("Write the day as year-month-day.")},
    )
    end = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the last day."), "invalid": _("Write the day as year-month-day.")},
    )

    def clean(self) -> dict[str, date]:
        """Refuse a period that ends before it begins."""
        cleaned: dict[str, date] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first."))
        return cleaned
