"""Tables of the payments: payments and refunds, imports of history and the rows they refused."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from worgl.core.limits import MEMO_MAX
from worgl.payments.rules import EXTERNAL_ID_MAX, PaymentKind


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
    memo = models.CharField(max_length=MEMO_MAX, blank=True)
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


class ImportRun(models.Model):
    """One file being imported into one community, and how far it is: what makes an import resumable."""

    class State(models.TextChoices):
        """Where an import stands."""

        RUNNING = "running"
        DONE = "done"

    id = models.UUIDField(primary_key=True)
    community = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    settings_digest = models.BinaryField(max_length=32)
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    line = models.PositiveBigIntegerField(default=1)
    rows = models.PositiveBigIntegerField(default=0)
    accepted = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    rounded = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """The same content is imported into a community once, under whatever name the file comes."""

        constraints = [models.UniqueConstraint(fields=["community", "digest"], name="one_import_per_file")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"import of {self.file_name} ({self.state})"


class RefusedRow(models.Model):
    """A row of an imported file that was not booked, kept as it stood in the file."""

    community = models.UUIDField()
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refused_rows")
    line = models.PositiveBigIntegerField()
    code = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        """A line is refused once."""

        constraints = [models.UniqueConstraint(fields=["community", "run", "line"], name="one_refusal_per_line")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"line {self.line}: {self.code}"


class ForeignAccount(models.Model):
    """Which account here belongs to an account id of imported files; a later file finds it again."""

    community = models.UUIDField()
    external_id = models.CharField(max_length=EXTERNAL_ID_MAX)
    account = models.BigIntegerField()
    member = models.UUIDField(null=True)

    class Meta:
        """One account per id and community."""

        constraints = [models.UniqueConstraint(fields=["community", "external_id"], name="one_account_per_external_id")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.external_id} is account {self.account}"
