"""Members who came with a table, and the letters to them."""

from __future__ import annotations

from django.db import models


class Arrivals(models.Model):
    """A table of members and balances that was handed in, once a community and content."""

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    by = models.UUIDField()
    file_name = models.CharField(max_length=120)
    layout = models.CharField(max_length=10)
    content = models.BinaryField(default=b"")
    """The table itself, until it is brought in."""
    faults = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """A table is brought in once."""

        verbose_name_plural = "arrivals"
        constraints = [models.UniqueConstraint(fields=["community_id", "digest"], name="arrivals_once")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"table {self.pk}"


class ArrivedMember(models.Model):
    """A member who came with a row of a table, and by what they were known before."""

    id = models.BigAutoField(primary_key=True)
    community_id = models.UUIDField()
    arrivals = models.ForeignKey(Arrivals, on_delete=models.PROTECT)
    line = models.PositiveIntegerField()
    member_id = models.UUIDField()
    foreign_id = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    balance_minor = models.BigIntegerField()

    class Meta:
        """A row comes once."""

        constraints = [
            models.UniqueConstraint(fields=["community_id", "arrivals", "line"], name="arrived_once"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"line {self.line}"


class LinkLetter(models.Model):
    """A letter with a link to a member who came with a table and an e-mail address; its Message-ID is from its id."""

    class State(models.TextChoices):
        """How far it is; `stopped` by an administrator, `failed` for good."""

        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        STOPPED = "stopped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True)
    community_id = models.UUIDField()
    arrivals = models.ForeignKey(Arrivals, on_delete=models.PROTECT)
    member_id = models.UUIDField()
    invitation_id = models.UUIDField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    job = models.UUIDField(null=True)
    """The job that sends it; on another node, where the community was moved to, none."""
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A member gets one letter of a table."""

        constraints = [models.UniqueConstraint(fields=["arrivals", "member_id"], name="link_letter_once")]
        indexes = [models.Index(fields=["arrivals", "state", "due_at"], name="link_letter_due")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"letter {self.pk} ({self.state})"
