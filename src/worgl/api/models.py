"""Tables of the API: personal keys and what they spent.

They stay on this node when a community moves: a key opens this door and no other.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

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
