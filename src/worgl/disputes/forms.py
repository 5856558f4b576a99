"""Forms of disputes. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from worgl.currency.pages import AmountField, Coin, Initial
from worgl.disputes.rules import TEXT_MAX as DISPUTE_TEXT_MAX


class WordsForm(forms.Form):
    """What somebody says in a dispute."""

    words = forms.CharField(
        max_length=DISPUTE_TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": _("Say it in a few words; the others read it.")},
    )
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, label: str) -> None:
        """Take the question that is answered."""
        super().__init__(data, initial=initial)
        self.fields["words"].label = label


class RulingForm(forms.Form):
    """How much goes back by a ruling, and why."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=DISPUTE_TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=_("Both sides read it, and it appears on the receipt of what goes back."),
        error_messages={"required": _("Say it in a few words; the others read it.")},
    )
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = ("amount", "reason", "key")

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(
            coin,
            label=_("How much goes back?"),
            may_be_zero=True,
            missing=_("Type an amount; 0 means that nothing goes back."),
        )
        self.order_fields(self.field_order)
