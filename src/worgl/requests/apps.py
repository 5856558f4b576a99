"""Registers payment requests with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from worgl.core import domains

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.requests.api import ROUTERS

    return ROUTERS


class RequestsConfig(domains.DomainConfig):
    """Payment requests and the till."""

    name = "worgl.requests"
    label = "requests"

    def ready(self) -> None:
        """Register the checks, the jobs, the notices and the readers of facts."""
        from worgl.requests import checks, jobs, notices  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return what payment requests are."""
        from worgl.payments.rules.policy import UNDOING
        from worgl.requests import facts, models, pages
        from worgl.requests.portability import TABLES
        from worgl.requests.queries import files_of_member
        from worgl.requests.rules.policy import REQUEST_DAYS

        return domains.Domain(
            routers=_routers,
            work={
                "payments.request_waits": pgettext_lazy("work that goes on by itself", "reminding of payment requests"),
            },
            files_of_member=files_of_member,
            personal=(models.PaymentRequest,),
            tables=TABLES,
            groups=(UNDOING.joined_by(REQUEST_DAYS),),
            untold=facts.UNTOLD,
            fragments=pages.FRAGMENTS,
            waits=pages.WAITS,
            entrances=pages.ENTRANCES,
        )
