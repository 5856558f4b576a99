"""Forms of payment requests and the till. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from worgl.core.limits import NAME_MAX, NOTE_MAX
from worgl.currency.pages import AmountField, Coin, Initial


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
        max_length=NOTE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(label=_("How long can it be paid?"), coerce=int, empty_value=None)
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
        max_length=NOTE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The person who asks reads it."),
        error_messages={"required": _("Say in a few words why not.")},
    )


class TillForm(forms.Form):
    """What the customer at the till is to pay."""

    note = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=NOTE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("amount", "note", "key")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=_("How much?"))
        self.order_fields(self.field_order)
