"""Table of the disputes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from worgl.disputes.rules import TEXT_MAX, DisputeState


class Dispute(models.Model):
    """A payer's dispute of a payment and what became of it.

    What a ruling still owes is not kept but follows from the payment's refunds since `refunded_before_minor`;
    `collect_at` is when the job looks next, empty when nothing is owed.
    """

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    payment = models.UUIDField()
    payer = models.UUIDField()
    payee = models.UUIDField()
    state = models.CharField(max_length=10, choices=DisputeState.choices(), default=DisputeState.OPEN.value)
    reason = models.CharField(max_length=TEXT_MAX)
    opened_at = models.DateTimeField()
    answer = models.CharField(max_length=TEXT_MAX, blank=True)
    answered_at = models.DateTimeField(null=True)
    arbiter = models.UUIDField(null=True)
    ruling = models.CharField(max_length=TEXT_MAX, blank=True)
    ruled_minor = models.BigIntegerField(null=True)
    refunded_before_minor = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    collect_at = models.DateTimeField(null=True)

    class Meta:
        """A payment is disputed once; a ruling has an arbiter and an amount."""

        constraints = [
            models.UniqueConstraint(fields=["community", "payment"], name="one_dispute_per_payment"),
            models.CheckConstraint(
                condition=Q(state="ruled", arbiter__isnull=False, ruled_minor__gte=0)
                | (~Q(state="ruled") & Q(arbiter=None, ruled_minor=None)),
                name="a_ruling_has_an_arbiter",
            ),
            models.CheckConstraint(
                condition=Q(arbiter=None) | (~Q(arbiter=models.F("payer")) & ~Q(arbiter=models.F("payee"))),
                name="nobody_rules_on_his_own",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state", "opened_at"], name="dispute_by_state"),
            models.Index(fields=["community", "payer", "id"], name="dispute_by_payer"),
            models.Index(fields=["community", "payee", "id"], name="dispute_by_payee"),
            models.Index(fields=["collect_at"], name="dispute_owed", condition=Q(collect_at__isnull=False)),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"dispute of {self.payment} ({self.state})"
