"""Registers disputes with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from worgl.core import domains
from worgl.core.audit import AuditGroup

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.disputes.api import router

    return (router,)


class DisputesConfig(domains.DomainConfig):
    """Disputes."""

    name = "worgl.disputes"
    label = "disputes"

    def declares(self) -> domains.Domain:
        """Return what disputes are."""
        from worgl.disputes import checks, facts, jobs, models, notices, pages, places, seals
        from worgl.disputes.portability import TABLES
        from worgl.disputes.queries import files_of_member
        from worgl.disputes.rules import CODES, DISPUTE_DAYS
        from worgl.payments.rules.policy import UNDOING

        return domains.Domain(
            pages=places.PAGES,
            jobs=jobs.JOBS,
            checks=checks.CHECKS,
            seals=seals.KINDS,
            notices=notices.KINDS,
            tellers=notices.TELLERS,
            routers=_routers,
            needs=pages.NEEDS,
            work={
                "payments.collect_ruling": pgettext_lazy("work that goes on by itself", "paying back what was ruled")
            },
            files_of_member=files_of_member,
            personal=(models.Dispute,),
            acts={AuditGroup.MONEY: ("payments.dispute_ruled",)},
            tables=TABLES,
            groups=(UNDOING.joined_by(DISPUTE_DAYS),),
            untold=facts.UNTOLD,
            codes=CODES,
            fragments=pages.FRAGMENTS,
        )
