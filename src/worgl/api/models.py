"""Tables of the API: personal keys and what they spent, endpoints of webhooks and their messages.

They stay on this node when a community moves: a key opens this door and no other, and two nodes must not tell
the same endpoint the same thing.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from worgl.api.rules import URL_MAX, MessageState
from worgl.core.ids import new_id
from worgl.core.limits import NAME_MAX


class PersonalKey(models.Model):
    """Lets a program act for a person. Of its secret only a hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, null=True)
    name = models.CharField(max_length=NAME_MAX)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.BinaryField(max_length=32)
    scopes = models.JSONField()
    day_limit_minor = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """A limit is a positive amount in the currency of one community."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(day_limit_minor=None) | models.Q(day_limit_minor__gt=0, community__isnull=False),
                name="a_key_s_limit_has_a_currency",
            ),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"key {self.prefix}"


class KeySpending(models.Model):
    """What a limited key has paid on one day of its community's zone."""

    key = models.ForeignKey(PersonalKey, on_delete=models.CASCADE)
    day = models.DateField()
    spent_minor = models.BigIntegerField(default=0)

    class Meta:
        """One sum a day."""

        constraints = [models.UniqueConstraint(fields=["key", "day"], name="one_spending_per_key_and_day")]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"{self.key_id} on {self.day}"


class Endpoint(models.Model):
    """Where a member, or (without one) a community, wants to be told what happens.

    Its secret is derived from the node's, so the table does not contain it. `due_at` is when it is to be sent
    something, null while nothing waits for it; `missed` counts what was not queued for it since `missed_since`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE)
    member = models.ForeignKey("communities.Member", on_delete=models.CASCADE, null=True)
    url = models.CharField(max_length=URL_MAX)
    kinds = models.JSONField()
    created_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    is_gone = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    missed_since = models.DateTimeField(null=True)

    class Meta:
        """A community's endpoints are found without reading the removed ones, those that are due without the others."""

        indexes = [
            models.Index(fields=["community"], name="endpoint_of_community", condition=models.Q(removed_at=None)),
            models.Index(fields=["due_at", "id"], name="endpoint_due", condition=models.Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        """Name the row for operators, without the address, which may hold a secret."""
        return f"endpoint {self.pk}"


_WAITING = models.Q(state=MessageState.WAITING.value)


class Message(models.Model):
    """What an endpoint is told, and how its delivery goes; kept for 30 days, of those that are over the newest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE)
    kind = models.CharField(max_length=100)
    body = models.TextField()
    state = models.CharField(max_length=10, default=MessageState.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        """What waits for an endpoint is found without reading what is done."""

        indexes = [
            models.Index(fields=["endpoint", "due_at", "id"], name="message_waiting", condition=_WAITING),
            models.Index(fields=["endpoint", "id"], name="message_of_endpoint"),
        ]

    def __str__(self) -> str:
        """Name the row for operators."""
        return f"message {self.pk} ({self.state})"
