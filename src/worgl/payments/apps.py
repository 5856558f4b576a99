"""Registers the payments with Django."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.core import domains
from worgl.core.acts import ActGroup
from worgl.core.events import WebhookEvent
from worgl.core.parameters import ParameterGroup


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
        from worgl.payments.portability import TABLES
        from worgl.payments.queries import files_of_member
        from worgl.payments.rules.policy import PARAMETERS

        title = _("Refunds, requests and disputes")

        def sides(fact: facts.Paid | facts.Refunded) -> tuple[UUID, ...]:
            return fact.payer, fact.payee

        return domains.Domain(
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
            events=(
                WebhookEvent(facts.Paid, _("a payment was made"), concerns=sides),
                WebhookEvent(facts.Refunded, _("a payment was given back"), concerns=sides),
            ),
            untold=(
                facts.StandingPaid,
                facts.StandingRefused,
                facts.StandingMissed,
                facts.StandingEnded,
                facts.PayListPaid,
                facts.DisputeOpened,
                facts.DisputeAnswered,
                facts.DisputeEnded,
                facts.DisputeRuled,
                facts.RulingCollected,
                facts.VouchersIssued,
                facts.VoucherRedeemed,
                facts.VouchersReturned,
                facts.TransfersImported,
                facts.RequestMade,
                facts.RequestPaid,
                facts.RequestDenied,
                facts.RequestCancelled,
                facts.RequestReminded,
                facts.RequestExpired,
            ),
        )
