"""Money given by the treasurer: to one member, and to many by one act."""

from __future__ import annotations

from django.db import models

from worgl.core.ids import new_id
from worgl.core.limits import NOTE_MAX
from worgl.currency.models.coin import Wallet


class Grant(models.Model):
    """Money given to a member by the treasurer: newly issued, or from the commons or the operator's account."""

    id = models.UUIDField(primary_key=True)
    """The transfer's id."""
    community_id = models.UUIDField()
    source = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="+")
    minor = models.BigIntegerField()
    reason = models.CharField(max_length=NOTE_MAX)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        """Listed by community, newest first."""

        indexes = [models.Index(fields=["community_id", "-id"], name="grant_by_community")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.minor} for {self.reason}"


class Giving(models.Model):
    """Money given to many members by one act: who ordered what for whom and why, and how it ended."""

    id = models.UUIDField(primary_key=True, default=new_id)
    community_id = models.UUIDField()
    by = models.UUIDField()
    source = models.CharField(max_length=10)
    each_minor = models.BigIntegerField()
    count = models.PositiveIntegerField()
    reason = models.CharField(max_length=NOTE_MAX)
    asked = models.JSONField()
    """The members asked for, as `rules.roll.filter_as_json` writes it; the lines are those it meant that day."""
    job = models.UUIDField(null=True)
    ordered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Listed by community, newest first."""

        indexes = [models.Index(fields=["community_id", "-id"], name="giving_by_community")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.count} times {self.each_minor}"


class GivingLine(models.Model):
    """One member of a giving. `outcome` is "" until their turn, then "given" or the code of what refused it."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    giving = models.ForeignKey(Giving, on_delete=models.PROTECT, related_name="lines")
    member_id = models.UUIDField()
    transfer = models.UUIDField(default=new_id, unique=True)
    """The id of the transfer, fixed with the order, so that nobody is given twice."""
    outcome = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        """A member stands once in a giving."""

        constraints = [models.UniqueConstraint(fields=["giving", "member_id"], name="given_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.member_id}: {self.outcome}"
