"""What a community decides about payment requests."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.parameters import Parameter

REQUEST_DAYS = Parameter(
    name="request_days",
    kind="int",
    default=30,
    minimum=1,
    maximum=366,
    sentence=_("Days in which a payment request can be paid, unless the person who asks wants it sooner."),
)

PARAMETERS: dict[str, Parameter] = {REQUEST_DAYS.name: REQUEST_DAYS}
"""Every parameter of requests, by name. The value in force when a request was made holds for its end."""
