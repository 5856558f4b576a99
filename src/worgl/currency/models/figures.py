"""Statistics of days and months."""

from __future__ import annotations

from django.db import models


class DayFigures(models.Model):
    """A community's money on one day, in its own zone; kept by a job, complete up to the currency's `figures_seq`."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    day = models.DateField()
    volume_minor = models.BigIntegerField(default=0)
    payments = models.PositiveIntegerField(default=0)
    minted_minor = models.BigIntegerField(default=0)
    retired_minor = models.BigIntegerField(default=0)
    faded_minor = models.BigIntegerField(default=0)
    supply_minor = models.BigIntegerField(default=0)
    last_seq = models.BigIntegerField(default=0)

    class Meta:
        """One row a community and day with at least one transfer."""

        verbose_name_plural = "day figures"
        constraints = [models.UniqueConstraint(fields=["community_id", "day"], name="day_figures_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.day}: {self.volume_minor}"


class WalletMonth(models.Model):
    """What one account earned and spent in one month, and all that went in and out of it; kept with DayFigures."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    account = models.BigIntegerField()
    month = models.DateField()
    """The first day of the month."""
    earned_minor = models.BigIntegerField(default=0)
    spent_minor = models.BigIntegerField(default=0)
    in_minor = models.BigIntegerField(default=0)
    out_minor = models.BigIntegerField(default=0)
    last_spent = models.DateField(null=True)
    """The last day of the month on which the account paid somebody."""
    last_earned = models.DateField(null=True)
    """The last day of the month on which the account was paid by somebody."""

    class Meta:
        """One row an account and month with at least one transfer."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "account", "month"], name="wallet_month_once"),
        ]
        indexes = [models.Index(fields=["community_id", "month"], name="wallet_month_by_month")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.account} in {self.month:%Y-%m}"


class DayHealth(models.Model):
    """How a community's money fares at the end of one day; kept with DayFigures, without gaps from its first day on."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    day = models.DateField()
    members = models.PositiveIntegerField()
    active = models.PositiveIntegerField()
    gini_ppm = models.PositiveIntegerField(null=True)
    idle_ppm = models.PositiveIntegerField(null=True)
    commons_minor = models.BigIntegerField()
    commons_in_minor = models.BigIntegerField()
    commons_out_minor = models.BigIntegerField()
    bands = models.JSONField(default=list)
    """The histogram of balances: lowest, highest and number of members of each band."""

    class Meta:
        """One row a community and day."""

        verbose_name_plural = "day health"
        constraints = [models.UniqueConstraint(fields=["community_id", "day"], name="day_health_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.day}: {self.active} of {self.members}"
