"""Forms of disputes. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from worgl.core.fields import key, lines
from worgl.core.forms import FieldsElsewhere
from worgl.currency.pages import AmountField, Initial, MoneyForm
from worgl.disputes.rules import TEXT_MAX


class WordsForm(FieldsElsewhere, forms.Form):
    """What somebody says in a dispute: why it is opened, or the answer."""

    fields_of: ClassVar[Mapping[str, str]] = {"reason": "words", "answer": "words"}

    words = lines("", TEXT_MAX, rows=4, missing=_("Say it in a few words; the others read it."))
    key = key()

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, label: str) -> None:
        """Take the question that is answered."""
        super().__init__(data, initial=initial)
        self.fields["words"].label = label


class RulingForm(MoneyForm):
    """How much goes back by a ruling, and why."""

    amount = AmountField(
        label=_("How much goes back?"),
        may_be_zero=True,
        missing=_("Type an amount; 0 means that nothing goes back."),
    )
    reason = lines(
        _("Why?"),
        TEXT_MAX,
        rows=4,
        hint=_("Both sides read it, and it appears on the receipt of what goes back."),
        missing=_("Say it in a few words; the others read it."),
    )
    key = key()
