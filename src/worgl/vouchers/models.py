"""Table of the vouchers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from worgl.core.limits import NOTE_MAX
from worgl.vouchers.rules import VoucherState


class Voucher(models.Model):
    """Coins of the issuer, held in the ledger under the id `hold` until somebody redeems the code.

    The code itself is not kept, only its digest `mark`.
    """

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    series = models.UUIDField()
    issuer = models.UUIDField()
    amount_minor = models.BigIntegerField()
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    mark = models.BinaryField(max_length=32)
    hold = models.UUIDField()
    state = models.CharField(max_length=10, choices=VoucherState.choices(), default=VoucherState.OPEN.value)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    redeemer = models.UUIDField(null=True)
    payment = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A code belongs to one voucher, and a redeemed voucher names its payment."""

        constraints = [
            models.UniqueConstraint(fields=["community", "mark"], name="one_voucher_per_code"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="voucher_is_worth_something"),
            models.CheckConstraint(
                condition=Q(state="redeemed", payment__isnull=False, redeemer__isnull=False)
                | (~Q(state="redeemed") & Q(payment=None, redeemer=None)),
                name="a_redeemed_voucher_names_its_payment",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "issuer", "series"], name="voucher_by_issuer"),
            models.Index(fields=["expires_at"], name="voucher_due", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"voucher {self.pk} ({self.state})"
