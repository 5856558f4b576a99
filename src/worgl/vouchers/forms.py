"""Forms of vouchers. They read what was typed; whether it may be done is the commands' to say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.fields import day, key, line, number
from worgl.core.limits import NOTE_MAX
from worgl.currency.pages import AmountField, MoneyForm
from worgl.vouchers.rules import COUNT_MAX as VOUCHERS_MAX


class VoucherForm(MoneyForm):
    """How many vouchers, of which value, until when."""

    amount = AmountField(label=_("Value of each"))
    count = number(_("How many?"), most=VOUCHERS_MAX, missing=_("Type a number."))
    last_day = day(_("Valid until"), missing=_("Choose the last day."))
    note = line(
        _("What is it for?"),
        NOTE_MAX,
        required=False,
        hint=_("It appears on each voucher, and on the receipt of the person who redeems it."),
    )
    key = key()
