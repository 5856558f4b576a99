"""What of disputes is sealed: all that was said in them, and their state."""

from __future__ import annotations

from worgl.core.sealing import sealed
from worgl.disputes import models

DISPUTE = sealed(
    "dispute",
    models.Dispute,
    (
        *("id", "payment", "payer", "payee", "state", "reason", "opened_at", "answer", "answered_at"),
        *("arbiter", "ruling", "ruled_minor", "refunded_before_minor", "closed_at"),
    ),
    community="community",
)
KINDS = (DISPUTE,)
