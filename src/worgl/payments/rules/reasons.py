"""Why a payment that should have made itself was not made, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STANDING_REASONS: Mapping[str, str | Promise] = {
    "not_enough": _("There was not enough on your account."),
    "credit_used_up": _("Your credit was used up."),
    "payee_full": _("The account that was to receive it is full."),
    "payee_gone": _("The member who was to receive it is not active."),
    "payee_unknown": _("The member who was to receive it is no longer known."),
    "payer_not_active": _("Your membership was not active."),
    "payment_too_large": _("This is more than one payment may move here."),
    "day_limit_reached": _("Your limit for that day was reached."),
    "limit_exceeded": _("It was more than was allowed."),
}
"""Why a date of a standing order was not paid, for its payer: one sentence for each refusal of a payment."""


def standing_reason_of(code: str) -> str:
    """Return the sentence of a refusal of a standing order's date; a code without one speaks for itself."""
    return str(STANDING_REASONS.get(code, code))
