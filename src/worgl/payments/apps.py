"""Registers the payments with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worgl.core import domains
from worgl.core.acts import ActGroup
from worgl.core.parameters import ParameterGroup

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
        """Register the checks, the jobs, the notices and the readers of facts."""
        from worgl.payments import checks, jobs, notices  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return the rules of payments, and what webhooks tell of them."""
        from worgl.payments import facts, models
        from worgl.payments.pages import NEEDS
        from worgl.payments.portability import TABLES
        from worgl.payments.queries import files_of_member
        from worgl.payments.rules.policy import PARAMETERS

        title = _("Refunds, requests and disputes")

        return domains.Domain(
            routers=_routers,
            needs=NEEDS,
            work={
                "payments.standing": pgettext_lazy("work that goes on by itself", "standing orders"),
                "payments.pay_list": pgettext_lazy("work that goes on by itself", "a list of payments"),
                "payments.expire_requests": pgettext_lazy("work that goes on by itself", "ending old payment requests"),
                "payments.request_waits": pgettext_lazy("work that goes on by itself", "reminding of payment requests"),
                "payments.collect_ruling": pgettext_lazy("work that goes on by itself", "paying back what was ruled"),
            },
            files_of_member=files_of_member,
            personal=(
                models.Payment,
                models.PaymentRequest,
                models.StandingOrder,
                models.StandingRun,
                models.PayList,
                models.PayListRow,
                models.Dispute,
                models.Voucher,
            ),
            impersonal={
                models.ImportRun: "a file of many",
                models.RefusedRow: "a row of a file that meant nobody here",
                models.ImportedNote: "the note of a payment; the statements tell it",
                models.ForeignAccount: "what an account was called elsewhere",
            },
            acts={
                ActGroup.MONEY: ("payments.dispute_ruled",),
            },
            tables=TABLES,
            groups=(ParameterGroup("undo-2", title, tuple(PARAMETERS.values())),),
            events=facts.EVENTS,
            untold=facts.UNTOLD,
        )
