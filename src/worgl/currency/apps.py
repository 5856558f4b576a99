"""Django's registration of the currency domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worgl.core import domains
from worgl.core.audit import AuditGroup
from worgl.core.parameters import ParameterGroup

if TYPE_CHECKING:
    from ninja import Router

WORK = {
    "currency.levy": pgettext_lazy("work that goes on by itself", "the levy"),
    "currency.levy_soon": pgettext_lazy("work that goes on by itself", "telling members what will fade"),
    "currency.levy_told": pgettext_lazy("work that goes on by itself", "telling members what has faded"),
    "currency.rule_told": pgettext_lazy("work that goes on by itself", "telling members about a rule"),
    "currency.figures": pgettext_lazy("work that goes on by itself", "the figures of the town"),
    "currency.giving": pgettext_lazy("work that goes on by itself", "a gift to many"),
    "currency.arrivals": pgettext_lazy("work that goes on by itself", "bringing in members"),
    "currency.link_letters": pgettext_lazy("work that goes on by itself", "e-mails with personal links"),
    "currency.limits": pgettext_lazy("work that goes on by itself", "new limits for many"),
}
"""What the jobs do, for people who keep no server."""


def _routers() -> tuple[Router, ...]:
    from worgl.currency.api import ROUTERS

    return ROUTERS


class CurrencyConfig(domains.DomainConfig):
    """The currency's tables, its jobs and its readers of facts."""

    name = "worgl.currency"
    label = "currency"

    def declares(self) -> domains.Domain:
        """Return the rules of the money, and what webhooks tell of it."""
        from worgl.currency import checks, facts, jobs, models, notices, places, seals
        from worgl.currency.portability import TABLES
        from worgl.currency.queries import files_of_member
        from worgl.currency.queries.policy import check_split
        from worgl.currency.rules.codes import CODES
        from worgl.currency.rules.policy import BALANCES, COINAGE, FADING, PAYING

        return domains.Domain(
            pages=places.PAGES,
            links=places.LINKS,
            jobs=(*jobs.JOBS, *notices.JOBS),
            checks=checks.CHECKS,
            seals=seals.KINDS,
            notices=notices.KINDS,
            tellers=notices.TELLERS,
            readers=jobs.READERS,
            work=WORK,
            routers=_routers,
            files_of_member=files_of_member,
            personal=(
                models.Wallet,
                models.LevyLine,
                models.Grant,
                models.DaySpending,
                models.ArrivedMember,
                models.LinkLetter,
                models.WalletMonth,
                models.GivingLine,
            ),
            impersonal={
                models.Currency: "of all members",
                models.Levy: "of all members",
                models.CommonsMonth: "of all members",
                models.DayFigures: "of all members",
                models.DayHealth: "of all members",
                models.LevyShare: "what a wallet got of a levy; the statements tell it",
                models.Arrivals: "a file of many, deleted when it is brought in",
                models.Giving: "an act of many lines; the lines tell it",
            },
            acts={
                AuditGroup.MONEY: (
                    "currency.issued",
                    "currency.issued_many",
                    "currency.commons_spent",
                    "currency.operator_spent",
                    "currency.given_to_many",
                    "currency.credit_set",
                    "currency.ceiling_set",
                    "currency.limits_ordered",
                    "currency.limits_by_rule",
                    "currency.coin_renamed",
                ),
            },
            tables=TABLES,
            codes=CODES,
            groups=(
                ParameterGroup("hourglass", _("What fades"), FADING, guard=check_split),
                ParameterGroup("handshake", _("Credit and balances"), BALANCES),
                ParameterGroup("gauge", _("Payments"), PAYING),
            ),
            unseen=COINAGE,
            events=facts.EVENTS,
            untold=facts.UNTOLD,
        )
