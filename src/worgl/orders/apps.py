"""Registers standing orders and pay lists with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from worgl.core import domains

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.orders.api import ROUTERS

    return ROUTERS


class OrdersConfig(domains.DomainConfig):
    """Standing orders and pay lists."""

    name = "worgl.orders"
    label = "orders"

    def ready(self) -> None:
        """Register the checks, the jobs, the notices and the readers of facts."""
        from worgl.orders import checks, jobs, notices  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return what standing orders and pay lists are."""
        from worgl.orders import facts, models, pages
        from worgl.orders.portability import TABLES
        from worgl.orders.queries import files_of_member

        return domains.Domain(
            routers=_routers,
            work={
                "payments.standing": pgettext_lazy("work that goes on by itself", "standing orders"),
                "payments.pay_list": pgettext_lazy("work that goes on by itself", "a list of payments"),
            },
            files_of_member=files_of_member,
            personal=(models.StandingOrder, models.StandingRun, models.PayList, models.PayListRow),
            tables=TABLES,
            untold=facts.UNTOLD,
            fragments=pages.FRAGMENTS,
        )
