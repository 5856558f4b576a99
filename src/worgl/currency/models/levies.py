"""Demurrage: levies with lines and shares, and what the commons pay out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from worgl.currency.models.coin import Currency, Wallet


class Levy(models.Model):
    """Demurrage of one currency on one date."""

    class Stage(models.TextChoices):
        """How far a levy is: charged to the pool, then shared out of it."""

        CHARGED = "charged"
        SHARED = "shared"

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT)
    date = models.DateField()
    rate_ppm = models.PositiveIntegerField()
    exempt_minor = models.BigIntegerField()
    burn_ppm = models.PositiveIntegerField()
    dividend_ppm = models.PositiveIntegerField()
    participation_ppm = models.PositiveIntegerField()
    commons_ppm = models.PositiveIntegerField()
    operator_ppm = models.PositiveIntegerField()
    stage = models.CharField(max_length=10, choices=Stage)
    wallets = models.PositiveIntegerField()
    """How many wallets were charged."""
    base_minor = models.BigIntegerField()
    taken_minor = models.BigIntegerField()
    owing_minor = models.BigIntegerField()
    at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)

    class Meta:
        """One levy per currency and date: the second changes nothing."""

        verbose_name_plural = "levies"
        constraints = [
            models.UniqueConstraint(fields=["community_id", "currency", "date"], name="levy_one_per_date"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"levy of {self.date}"


class LevyLine(models.Model):
    """What one wallet is charged by a levy."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    levy = models.ForeignKey(Levy, on_delete=models.PROTECT)
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT)
    base_minor = models.BigIntegerField()
    due_minor = models.BigIntegerField()
    owed_before_minor = models.BigIntegerField()
    taken_minor = models.BigIntegerField()
    owing_minor = models.BigIntegerField()
    transfer = models.UUIDField(null=True)
    """The transfer that took it; null when nothing could be taken."""

    class Meta:
        """A wallet is charged once by a levy, and what is due is either taken or still owed."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "levy", "wallet"], name="levy_line_one_per_wallet"),
            models.UniqueConstraint(fields=["community_id", "transfer"], name="levy_line_one_per_transfer"),
            models.CheckConstraint(
                condition=Q(
                    taken_minor=models.F("due_minor") + models.F("owed_before_minor") - models.F("owing_minor")
                ),
                name="levy_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.taken_minor} of {self.base_minor}"


class LevyShare(models.Model):
    """Where one part of a levy, or of the commons' unspent income, went."""

    class Receiver(models.TextChoices):
        """The receivers a levy is split over."""

        BURN = "burn"
        DIVIDEND = "dividend"
        PARTICIPATION = "participation"
        COMMONS = "commons"
        OPERATOR = "operator"

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    levy = models.ForeignKey(Levy, on_delete=models.PROTECT)
    receiver = models.CharField(max_length=15, choices=Receiver)
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT)
    minor = models.BigIntegerField()
    transfer = models.UUIDField()
    redirected = models.BooleanField(default=False)
    """The receiver could not take it (left, or at their ceiling): it went to the commons instead."""

    class Meta:
        """A transfer pays one share."""

        constraints = [models.UniqueConstraint(fields=["community_id", "transfer"], name="levy_share_one_per_transfer")]
        indexes = [models.Index(fields=["levy", "receiver"], name="levy_share_by_receiver")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.receiver} {self.minor}"


class CommonsMonth(models.Model):
    """The spend rule applied to a common account for one month: income, spending and the dividend due."""

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT)
    month = models.DateField()
    """The first day of the month looked at."""
    income_minor = models.BigIntegerField()
    spent_minor = models.BigIntegerField()
    dividend_minor = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """One reckoning per account and month."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "wallet", "month"], name="commons_month_once"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.month:%Y-%m}: {self.dividend_minor}"
