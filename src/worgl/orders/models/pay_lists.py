"""Tables of the pay lists: what was read, and what became of each row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from worgl.core.limits import FILE_NAME_MAX, NOTE_MAX
from worgl.orders.rules.pay_lists import ListMode, ListState, RowState

_CODE_MAX = 40


class PayList(models.Model):
    """Payments of one member to many at once; a draft until they confirm it."""

    class Mode(models.TextChoices):
        """What is paid when a row cannot be."""

        ALL = ListMode.ALL.value
        GOOD = ListMode.GOOD.value

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    payer = models.UUIDField()
    state = models.CharField(max_length=10, choices=ListState.choices(), default=ListState.DRAFT.value)
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    file_name = models.CharField(max_length=FILE_NAME_MAX, blank=True)
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """Found by who pays it."""

        indexes = [
            models.Index(fields=["community", "payer", "id"], name="pay_list_by_payer"),
            models.Index(fields=["made_at"], name="pay_list_drafts", condition=Q(state="draft")),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"pay list {self.pk} ({self.state})"


class PayListRow(models.Model):
    """One row of a pay list, as it stood and as it was read."""

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    pay_list = models.ForeignKey(PayList, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    text = models.TextField()
    payee = models.UUIDField(null=True)
    amount_minor = models.BigIntegerField(default=0)
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.name.title()) for one in RowState])
    code = models.CharField(max_length=_CODE_MAX, blank=True)
    reason = models.TextField(blank=True)
    payment = models.UUIDField(null=True)

    class Meta:
        """A line is read once, and is paid exactly when a payment says so."""

        constraints = [
            models.UniqueConstraint(fields=["community", "pay_list", "line"], name="one_row_per_line"),
            models.CheckConstraint(
                condition=Q(state="paid", payment__isnull=False) | (~Q(state="paid") & Q(payment=None)),
                name="a_paid_row_names_its_payment",
            ),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"line {self.line}: {self.state}"
