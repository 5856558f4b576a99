"""Registers the payments with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worgl.core import domains

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.payments.api import ROUTERS

    return ROUTERS


class PaymentsConfig(domains.DomainConfig):
    """The payments."""

    name = "worgl.payments"
    label = "payments"

    def ready(self) -> None:
        """Register the checks, the notices and the readers of facts."""
        from worgl.payments import checks, notices  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return the rules of payments, and what webhooks tell of them."""
        from worgl.payments import facts, models
        from worgl.payments.portability import TABLES
        from worgl.payments.queries import files_of_member
        from worgl.payments.rules.codes import CODES
        from worgl.payments.rules.policy import UNDOING

        return domains.Domain(
            routers=_routers,
            files_of_member=files_of_member,
            personal=(models.Payment,),
            tables=TABLES,
            groups=(UNDOING,),
            events=facts.EVENTS,
            codes=CODES,
        )
