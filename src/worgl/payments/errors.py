"""Refusals of the payments, in words a member understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.counts import Count
from worgl.core.errors import InvalidInput, NotAllowed, NotFound, Refusal, too_long


class PayerNotActive(NotAllowed):
    """The payer has applied, is suspended, or has left."""

    code = "payer_not_active"
    sentence = _("Your membership is not active, so you cannot pay. Ask an administrator of your community.")


class PayingOneself(Refusal):
    """Payer and payee are the same member."""

    code, status = "paying_oneself", 422
    sentence = _("This is you. Choose somebody else to pay.")


class PayeeUnknown(NotFound):
    """Nobody in the payer's community answers to this."""

    code = "payee_unknown"
    sentence = _("There is no such member in your community. Check the code or the name.")


class PayeeGone(Refusal):
    """The payee is a member no more, or not now; `payee` is the name, `state` why."""

    code, status = "payee_gone", 409
    sentence = _("{payee} is not an active member now, so no coins can go there.")


class LimitExceeded(Refusal):
    """A limit blocks the payment; `limit` names it, `free_minor` is what would still go through.

    `free` is the same as text. Each kind of limit says in its sentence what would lift it.
    """

    code, status = "limit_exceeded", 409
    sentence = _("This is more than is allowed; at most {free} can be paid now.")


class NotEnough(LimitExceeded):
    """The payer would fall below what they may."""

    code = "not_enough"
    sentence = _("You can spend {free} at most. Choose a smaller amount, or sell something first.")


class CreditUsedUp(LimitExceeded):
    """The payer would owe more than their credit limit; `credit` is that limit as text."""

    code = "credit_used_up"
    sentence = _(
        "You can spend {free} at most: you may go {credit} below zero. "
        "Choose a smaller amount, sell something first, or ask the treasurer for a higher limit."
    )


class PayeeFull(LimitExceeded):
    """The payee would hold more than they may."""

    code = "payee_full"
    sentence = _(
        "{payee} can take {free} at most, because accounts here have an upper limit. "
        "Pay less, pay after {payee} has spent something, or ask the treasurer to raise the limit."
    )


class OnlyPayeeRefunds(NotAllowed):
    """The payer asks for their money back by themselves."""

    code = "only_payee_refunds"
    sentence = _("Only the person who was paid can give this back. Ask them for a refund.")


class NotRefundable(Refusal):
    """Only payments can be refunded, not refunds."""

    code, status = "not_refundable", 409
    sentence = _("This is a refund itself. To give it back, make a new payment.")


class RefundTooLarge(LimitExceeded):
    """More would go back than was paid and not yet given back."""

    code = "refund_too_large"
    sentence = _("At most {free} of this payment can still go back.")


class RefundTooLate(Refusal):
    """The time for refunds is over; `days` is how long it was."""

    code, status = "refund_too_late", 409
    sentence = ngettext_lazy(
        "A payment can be refunded for one day, and that is over. Make a new payment instead.",
        "A payment can be refunded for {days} days, and they are over. Make a new payment instead.",
        "days",
    )


class ReasonMissing(InvalidInput):
    """A refund without a reason."""

    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(field="reason", reason=_("Say in a few words why the money goes back."))


class TextTooLong(InvalidInput):
    """A note or reason that is too long."""

    code = "text_too_long"

    def __init__(self, *, field: str, limit: int) -> None:
        super().__init__(field=field, reason=str(too_long(limit)))


class PeriodBackwards(InvalidInput):
    """A statement that ends before it begins."""

    code = "period_backwards"

    def __init__(self) -> None:
        super().__init__(field="end", reason=_("The last day is before the first."))


class PeriodTooLong(InvalidInput):
    """A statement with too many lines."""

    code = "period_too_long"

    def __init__(self, *, limit: int) -> None:
        reason = _("There are more than {limit} lines in this period. Choose a shorter one.").format(limit=Count(limit))
        super().__init__(field="end", reason=reason)
