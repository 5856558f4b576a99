"""Forms of payments. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from worgl.core.limits import MEMO_MAX, NAME_MAX
from worgl.currency.pages import AmountField, Coin, Initial


class PayForm(forms.Form):
    """How much, and what for."""

    note = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=MEMO_MAX,
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
        max_length=MEMO_MAX,
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
        max_length=MEMO_MAX,
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
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Choose the first day."), "invalid": _("Write the day as year-month-day.")},
    )
    end = forms.DateField(
        label=_("To"),
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


class AskForm(forms.Form):
    """What is asked for, of whom, and for how long."""

    whom = forms.CharField(
        label=_("From whom?"),
        required=False,
        max_length=NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("A name or a code. Left empty, you get a link that any member here can pay."),
    )
    note = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=MEMO_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(label=_("How long is there time?"), coerce=int, empty_value=None)
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("amount", "whom", "note", "days", "key")

    def __init__(
        self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin, choices: list[tuple[int, str]]
    ) -> None:
        """Take the coin, whose number format is read, and the times to choose from."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=_("How much?"))
        days = self.fields["days"]
        assert isinstance(days, forms.TypedChoiceField)
        days.choices = choices
        self.order_fields(self.field_order)


class DenyForm(forms.Form):
    """Why a request is not paid."""

    reason = forms.CharField(
        label=_("Why not?"),
        max_length=MEMO_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The one who asks reads it."),
        error_messages={"required": _("Say in a few words why not.")},
    )


class TillForm(forms.Form):
    """What the customer at the till is to pay."""

    note = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=MEMO_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("amount", "note", "key")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=_("How much?"))
        self.order_fields(self.field_order)
