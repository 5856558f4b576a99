"""The codes of payments and of what goes back."""

from __future__ import annotations

from enum import IntEnum

from django.utils.translation import gettext_lazy as _

from worgl.core.codes import CodeMeaning, Counts
from worgl.payments.rules.values import PaymentKind


class PaymentCode(IntEnum):
    """What a transfer between two members is for."""

    PAYMENT = 1
    REFUND = 2


CODES = (
    CodeMeaning(PaymentCode.PAYMENT, "payment", _("Payment"), row=PaymentKind.PAYMENT, counts=Counts.TRADE),
    CodeMeaning(PaymentCode.REFUND, "refund", _("Refund"), row=PaymentKind.REFUND, counts=Counts.RETURN),
)
