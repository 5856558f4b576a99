"""Forms of standing orders and pay lists. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from worgl.core.fields import day, key, line, number
from worgl.core.forms import TABLE_TYPES
from worgl.core.limits import NAME_MAX, NOTE_MAX
from worgl.currency.pages import AmountField, MoneyForm
from worgl.orders.rules.standing import TIMES_MAX, CatchUp, Plan, Rhythm


class OrderForm(MoneyForm):
    """Whom, how much, when it begins, how often, when it ends, and what happens when it cannot be paid."""

    payee = forms.CharField(
        label=_("Whom do you pay?"),
        max_length=NAME_MAX,
        help_text=_("Name or code of the member."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "people"}),
        error_messages={"required": _("Type a name or a code.")},
    )
    amount = AmountField(label=_("How much?"))
    note = line(_("What is it for?"), NOTE_MAX, required=False, hint=_("You both see it on each receipt."))
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=[
            (Rhythm.MONTH.value, _("Every month")),
            (Rhythm.WEEK.value, _("Every week")),
            (Rhythm.YEAR.value, _("Every year")),
            (Rhythm.ONCE.value, _("Once")),
        ],
    )
    first = day(
        _("First on"),
        missing=_("Choose the first day."),
        hint=_("A month that has no such day pays on its last day."),
    )
    until = day(_("Last on"), required=False)
    times = number(
        _("How many times?"),
        most=TIMES_MAX,
        required=False,
        hint=_("Leave both empty, and it goes on until you end it."),
    )
    is_split = forms.BooleanField(label=_("The amount is the whole: pay it in that many parts"), required=False)
    catch_up = forms.ChoiceField(
        label=_("If dates pass while nothing can be paid"),
        choices=[
            (CatchUp.EACH.value, _("Pay each of them afterwards")),
            (CatchUp.LATEST.value, _("Pay only the latest")),
        ],
        help_text=_("The town's computer may be off for some days. What is not paid is listed."),
    )
    retry_days = forms.TypedChoiceField(
        label=_("If there is not enough"),
        coerce=int,
        choices=[
            (0, _("Not again, only tell me")),
            (3, _("Try again each day for 3 days")),
            (7, _("Try again each day for 7 days")),
            (14, _("Try again each day for 14 days")),
        ],
    )
    key = key()

    def plan(self) -> Plan:
        """Return the dates and the amount that a valid form describes."""
        asked = self.cleaned_data
        return Plan(
            Rhythm(asked["rhythm"]),
            asked["first"],
            asked["amount"].minor,
            until=asked["until"],
            times=asked["times"],
            is_split=asked["is_split"],
        )


class PayListForm(forms.Form):
    """A table of payments, as a file or pasted."""

    file = forms.FileField(
        label=_("A CSV file or a spreadsheet (.xlsx)"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": TABLE_TYPES}),
    )
    pasted = forms.CharField(
        label=_("Or paste the rows here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": "6", "autocomplete": "off", "spellcheck": "false"}),
    )
    key = key()

    def clean(self) -> dict[str, object]:
        """Refuse nothing, and both at once."""
        cleaned: dict[str, object] = super().clean() or {}
        has_file, has_text = bool(cleaned.get("file")), bool(str(cleaned.get("pasted") or "").strip())
        if not has_file and not has_text and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste the rows below."))
        if has_file and has_text:
            self.add_error("pasted", _("Send either a file or pasted rows, not both."))
        return cleaned
