"""Registers the payments with Django."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core import domains
from worgl.core.parameters import ParameterGroup


class PaymentsConfig(domains.DomainConfig):
    """The payments."""

    name = "worgl.payments"
    label = "payments"

    def ready(self) -> None:
        """Register the checks, the jobs, the notices and the readers of facts."""
        from worgl.payments import checks, jobs, notices  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return the rules of payments, as the page of rules shows them."""
        from worgl.payments.rules.policy import PARAMETERS

        title = _("Refunds, requests and disputes")
        return domains.Domain(groups=(ParameterGroup("undo-2", title, tuple(PARAMETERS.values())),))
