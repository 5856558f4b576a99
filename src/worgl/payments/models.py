"""The table of payments and refunds."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from worgl.core.limits import NOTE_MAX
from worgl.payments.rules import PaymentKind


class Payment(models.Model):
    """What two members know of a transfer between them; the id is the transfer's.

    Nothing changes after it is written but `refunded_minor`, which grows with the refunds.
    """

    class Kind(models.TextChoices):
        """Which way the money goes: for something, or back."""

        PAYMENT = PaymentKind.PAYMENT.value
        REFUND = PaymentKind.REFUND.value

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAYMENT)
    payer = models.UUIDField()
    payee = models.UUIDField()
    amount_minor = models.BigIntegerField()
    refunded_minor = models.BigIntegerField(default=0)
    refund_of = models.UUIDField(null=True)
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Refunds never exceed the payment, whoever books them at the same moment."""

        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payment_moves_something"),
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0, refunded_minor__lte=F("amount_minor")),
                name="refunds_within_payment",
            ),
            models.CheckConstraint(condition=~Q(payer=F("payee")), name="nobody_pays_himself"),
            models.CheckConstraint(
                condition=Q(kind="payment", refund_of=None) | Q(kind="refund", refund_of__isnull=False),
                name="a_refund_names_its_payment",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "payer", "at"], name="payment_by_payer"),
            models.Index(
                fields=["community", "refund_of"], name="refund_of_payment", condition=Q(refund_of__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.kind} {self.pk}"
