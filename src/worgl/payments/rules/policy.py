"""What a community decides about payments beyond the limits of its currency."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.parameters import Parameter, ParameterGroup

REFUND_DAYS = Parameter(
    name="refund_days",
    kind="int",
    default=14,
    minimum=0,
    maximum=366,
    sentence=_("Days after a payment in which the person who was paid can give it back."),
)

PARAMETERS: dict[str, Parameter] = {REFUND_DAYS.name: REFUND_DAYS}
"""Every parameter of payments, by name. The value in force when a payment was made holds for its refunds."""
UNDOING = ParameterGroup("undo-2", _("Refunds, requests and disputes"), tuple(PARAMETERS.values()))
"""Where they stand on the page of rules, with those of requests and disputes."""
