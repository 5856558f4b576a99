"""Forms of payments. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from worgl.core.forms import TABLE_TYPES
from worgl.core.limits import MEMO_MAX, NAME_MAX
from worgl.currency.pages import AmountField, Coin, Initial
from worgl.payments.rules.disputes import TEXT_MAX as DISPUTE_TEXT_MAX
from worgl.payments.rules.standing import TIMES_MAX, CatchUp, Plan, Rhythm
from worgl.payments.rules.vouchers import COUNT_MAX as VOUCHERS_MAX


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
        max_length=MEMO_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The person who asks reads it."),
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


class OrderForm(forms.Form):
    """Whom, how much, when it begins, how often, when it ends, and what happens when it cannot be paid."""

    payee = forms.CharField(
        label=_("Whom do you pay?"),
        max_length=NAME_MAX,
        help_text=_("Name or code of the member."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "people"}),
        error_messages={"required": _("Type a name or a code.")},
    )
    memo = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=MEMO_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("You both see it on each receipt."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=[
            (Rhythm.MONTH.value, _("Every month")),
            (Rhythm.WEEK.value, _("Every week")),
            (Rhythm.YEAR.value, _("Every year")),
            (Rhythm.ONCE.value, _("Once")),
        ],
    )
    first = forms.DateField(
        label=_("First on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("A month that has no such day pays on its last day."),
        error_messages={"required": _("Choose the first day."), "invalid": _("Write the day as year-month-day.")},
    )
    until = forms.DateField(
        label=_("Last on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as year-month-day.")},
    )
    times = forms.IntegerField(
        label=_("How many times?"),
        required=False,
        min_value=1,
        max_value=TIMES_MAX,
        help_text=_("Leave both empty, and it goes on until you end it."),
        error_messages={"invalid": _("Type a whole number.")},
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
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    field_order = (
        *("payee", "amount", "memo", "rhythm", "first", "until", "times", "is_split"),
        *("catch_up", "retry_days", "key"),
    )

    def __init__(self, data: QueryDict | None = None, *, initial: Initial = None, coin: Coin) -> None:
        """Take the coin, whose number format is read."""
        super().__init__(data, initial=initial)
        self.fields["amount"] = AmountField(coin, label=_("How much?"))
        self.order_fields(self.field_order)

    def plan(self) -> Plan:
        """Return the dates and the amount that a valid form describes."""
        asked = self.cleaned_data
        return Plan(
            Rhythm(asked["rhythm"]),
            asked["first"],
            asked["amount"],
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
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput())

    def clean(self) -> dict[str, object]:
        """Refuse nothing, and both at once."""
        cleaned: dict[str, object] = super().clean() or {}
        has_file, has_text = bool(cleaned.get("file")), bool(str(cleaned.get("pasted") or "").strip())
        if not has_file and not has_text and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or paste the rows below."))
        if has_file and has_text:
            self.add_error("pasted", _("Send either a file or pasted rows, not both."))
        return cleaned


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
