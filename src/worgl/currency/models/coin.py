"""Currencies and wallets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from worgl.core.limits import NAME_MAX
from worgl.currency.rules.values import COIN_NAME_MAX


class Currency(models.Model):
    """The one currency of a community."""

    class Kind(models.TextChoices):
        """What changes the supply; never mixed on one currency."""

        LETS = "lets"
        CREDIT = "credit"
        RESERVE = "reserve"

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    book = models.BigIntegerField()
    unit = models.CharField(max_length=8)
    name = models.CharField(max_length=COIN_NAME_MAX)
    exponent = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    issuer = models.BigIntegerField()
    commons = models.BigIntegerField()
    operator = models.BigIntegerField()
    exit_gap = models.BigIntegerField()
    levy_pool = models.BigIntegerField()
    created_at = models.DateTimeField()
    levied_through = models.DateField()
    """Every date up to this one has been looked at and, where it was a levy date, levied."""
    levy_check_at = models.DateTimeField()
    """When the next local day begins, so that the planner asks only then."""
    figures_check_at = models.DateTimeField()
    figures_counted_at = models.DateTimeField(null=True)
    """When the statistics were last brought up to date."""
    figures_seq = models.BigIntegerField(default=0)
    """Sequence number of the last transfer counted in the statistics."""

    class Meta:
        """One currency a community."""

        verbose_name_plural = "currencies"
        constraints = [
            models.UniqueConstraint(fields=["community_id"], name="currency_one_per_community"),
            models.CheckConstraint(condition=Q(exponent__lte=6), name="currency_exponent_at_most_6"),
        ]
        indexes = [
            models.Index(fields=["levy_check_at"], name="currency_levy_check"),
            models.Index(fields=["figures_check_at"], name="currency_figures_check"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.name} ({self.unit})"


class Wallet(models.Model):
    """An account of the community's book with a name and a purpose."""

    class Role(models.TextChoices):
        """Whose money it is."""

        MEMBER = "member"
        ISSUER = "issuer"
        COMMONS = "commons"
        OPERATOR = "operator"
        EXIT_GAP = "exit_gap"
        LEVY_POOL = "levy_pool"
        EXTERNAL = "external"

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT)
    member_id = models.UUIDField(null=True, db_index=True)
    role = models.CharField(max_length=10, choices=Role)
    account = models.BigIntegerField()
    name = models.CharField(max_length=NAME_MAX, blank=True)
    credit_minor = models.BigIntegerField(null=True)
    """Credit limit given to this member; null: by the community's policy."""
    ceiling_minor = models.BigIntegerField(null=True)
    """Balance ceiling given to this member; null: by the community's policy, 0: none."""
    owing_minor = models.BigIntegerField(default=0)
    """Part of earlier levies that could not be taken yet."""

    class Meta:
        """A member has one wallet; each system role but `external` has one."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "account"], name="wallet_one_per_account"),
            models.UniqueConstraint(
                fields=["community_id", "member_id"], condition=Q(member_id__isnull=False), name="wallet_one_per_member"
            ),
            models.UniqueConstraint(
                fields=["community_id", "role"],
                condition=~Q(role__in=["member", "external"]),
                name="wallet_one_per_system_role",
            ),
            models.UniqueConstraint(
                fields=["community_id", "name"], condition=Q(role="external"), name="wallet_one_per_external_name"
            ),
            models.CheckConstraint(
                condition=Q(role="member", member_id__isnull=False) | (~Q(role="member") & Q(member_id__isnull=True)),
                name="wallet_member_iff_role_member",
            ),
            models.CheckConstraint(condition=Q(owing_minor__gte=0), name="wallet_owing_not_negative"),
        ]
        indexes = [models.Index(fields=["community_id", "role", "id"], name="wallet_by_role")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.role} {self.name} #{self.account}"


class DaySpending(models.Model):
    """What a member has paid on one day, kept only where the community limits a day's payments."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    member_id = models.UUIDField()
    day = models.DateField()
    spent_minor = models.BigIntegerField(default=0)

    class Meta:
        """One sum a member and day: a guarded update keeps it below the limit."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "member_id", "day"], name="day_spending_once"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.day}: {self.spent_minor}"
