"""Refusals of standing orders and pay lists, in words a member understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput, Refusal


class StandingInvalid(InvalidInput):
    """A standing order with dates or parts that do not fit each other; `field` names the one to change."""

    code = "standing_invalid"


class TooManyOrders(Refusal):
    """A member has as many standing orders as one may have."""

    code, status = "too_many_orders", 409
    sentence = _("You have {limit} standing orders, and that is as many as one member may have. End one first.")


class OrderOver(Refusal):
    """A standing order that is done or cancelled cannot be changed."""

    code, status = "order_over", 409
    sentence = _("This standing order is over. Make a new one instead.")


class NothingToSkip(Refusal):
    """No date of a standing order is to come."""

    code, status = "nothing_to_skip", 409
    sentence = _("This standing order has no further date that could be skipped.")


class ListUnreadable(InvalidInput):
    """A pay list in which nothing can be read; `reason` says what to mend."""

    code = "list_unreadable"


class ListNotPayable(Refusal):
    """A pay list without a good row, or with a wrong one where all or nothing was asked."""

    code, status = "list_not_payable", 409
    sentence = _("Not all rows can be paid, so nothing was paid. Correct the rows, or pay only the good ones.")
