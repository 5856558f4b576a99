"""What of the API is sealed: who may do what with a key, what a key has spent, and where a webhook tells what.

A key of all communities is the node's; what a key has spent has a chain of its own, so that two keys never wait for
each other.
"""

from __future__ import annotations

from worgl.api import models
from worgl.core.sealing import sealed

KEY = sealed(
    "key",
    models.PersonalKey,
    (
        *("id", "person_id", "community_id", "prefix", "secret_hash", "scopes", "day_limit_minor"),
        *("created_at", "expires_at", "revoked_at"),
    ),
)
SPENDING = sealed("key_spending", models.KeySpending, ("id", "key_id", "day", "spent_minor"), community="key_id")
WEBHOOK = sealed("webhook", models.Endpoint, ("id", "member_id", "url", "kinds", "created_at", "removed_at"))
KINDS = (KEY, SPENDING, WEBHOOK)
