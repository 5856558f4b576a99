"""Tables of the standing orders: what a member wants paid by itself, and what became of each date."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from worgl.core.limits import NOTE_MAX
from worgl.orders.rules.standing import CatchUp, OrderState, Rhythm, RunState

_REFUSAL_MAX = 40


class StandingOrder(models.Model):
    """A member's order to pay another on dates to come.

    `next_index` is the place of the first date that has not fallen due; `look_at` is when the planner must look
    at the order again, empty when nothing is to come.
    """

    class Frequency(models.TextChoices):
        """How often it pays."""

        ONCE = Rhythm.ONCE.value
        WEEK = Rhythm.WEEK.value
        MONTH = Rhythm.MONTH.value
        YEAR = Rhythm.YEAR.value

    class Missed(models.TextChoices):
        """Which of several missed dates are paid."""

        EACH = CatchUp.EACH.value
        LATEST = CatchUp.LATEST.value

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    payer = models.UUIDField()
    payee = models.UUIDField()
    amount_minor = models.BigIntegerField()
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    rhythm = models.CharField(max_length=10, choices=Frequency)
    first = models.DateField()
    until = models.DateField(null=True)
    times = models.PositiveIntegerField(null=True)
    is_split = models.BooleanField(default=False)
    catch_up = models.CharField(max_length=10, choices=Missed)
    retry_days = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=OrderState.choices(), default=OrderState.ACTIVE.value)
    next_index = models.PositiveIntegerField(default=0)
    look_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """An order moves something between two people; parts have a number."""

        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="standing_order_moves_something"),
            models.CheckConstraint(condition=~Q(payer=models.F("payee")), name="standing_order_between_two"),
            models.CheckConstraint(
                condition=Q(is_split=False) | Q(times__isnull=False), name="standing_parts_are_counted"
            ),
        ]
        indexes = [
            models.Index(fields=["look_at"], name="standing_order_due", condition=Q(look_at__isnull=False)),
            models.Index(fields=["community", "payer", "id"], name="standing_order_by_payer"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"standing order {self.pk} ({self.state})"


class StandingRun(models.Model):
    """One date of an order that has fallen due or was settled before: paid once, or listed with the reason why not."""

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    order = models.ForeignKey(StandingOrder, on_delete=models.PROTECT, related_name="runs")
    place = models.PositiveIntegerField()
    due = models.DateField()
    amount_minor = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=RunState.choices())
    attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=_REFUSAL_MAX, blank=True)
    payment = models.UUIDField(null=True)

    class Meta:
        """A date of an order exists once, and is paid exactly when a payment says so."""

        constraints = [
            models.UniqueConstraint(fields=["community", "order", "place"], name="one_run_per_date"),
            models.CheckConstraint(
                condition=Q(state="paid", payment__isnull=False) | (~Q(state="paid") & Q(payment=None)),
                name="a_paid_run_names_its_payment",
            ),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.due} of {self.order_id} ({self.state})"
