"""What a community decides about payments beyond the limits of its currency."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.parameters import Parameter

REFUND_DAYS = Parameter(
    name="refund_days",
    kind="int",
    default=14,
    minimum=0,
    maximum=366,
    sentence=_("Days after a payment in which the person who was paid can give it back."),
)

REQUEST_DAYS = Parameter(
    name="request_days",
    kind="int",
    default=30,
    minimum=1,
    maximum=366,
    sentence=_("Days in which a payment request can be paid, unless the person who asks wants it sooner."),
)

DISPUTE_DAYS = Parameter(
    name="dispute_days",
    kind="int",
    default=30,
    minimum=0,
    maximum=366,
    sentence=_("Days after a payment in which the person who paid can dispute it."),
)

PARAMETERS: dict[str, Parameter] = {one.name: one for one in (REFUND_DAYS, REQUEST_DAYS, DISPUTE_DAYS)}
"""Every parameter of payments, by name.

The value in force when a payment or request was made holds for its refunds and its end.
"""
