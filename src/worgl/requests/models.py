"""The table of payment requests."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from worgl.core.ids import CODE_LENGTH
from worgl.core.limits import NOTE_MAX
from worgl.requests.rules.requests import RequestState


class PaymentRequest(models.Model):
    """What one member asks of another, or (`payer` is None) of whoever opens its link first.

    Its state changes once, from open; `told_at` moves with each reminder.
    """

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    code = models.CharField(max_length=CODE_LENGTH)
    asker = models.UUIDField()
    payer = models.UUIDField(null=True)
    amount_minor = models.BigIntegerField()
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    is_till = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RequestState.choices(), default=RequestState.OPEN.value)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=NOTE_MAX, blank=True)
    payment = models.UUIDField(null=True)

    class Meta:
        """A request is paid once, by one payment that pays nothing else."""

        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="one_request_per_code"),
            models.UniqueConstraint(fields=["community", "payment"], name="one_request_per_payment"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="request_asks_for_something"),
            models.CheckConstraint(condition=~Q(asker=F("payer")) | Q(payer=None), name="nobody_asks_himself"),
            models.CheckConstraint(
                condition=Q(state="paid", payment__isnull=False) | (~Q(state="paid") & Q(payment=None)),
                name="a_paid_request_names_its_payment",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "asker", "id"], name="request_by_asker"),
            models.Index(fields=["community", "payer", "id"], name="request_by_payer"),
            models.Index(fields=["expires_at"], name="request_open", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"request {self.code} ({self.state})"
