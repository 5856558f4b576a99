"""What of payment requests is sealed: what was asked, how a request ended, and until when it could be paid."""

from __future__ import annotations

from worgl.core.sealing import sealed
from worgl.requests import models

REQUEST = sealed(
    "request",
    models.PaymentRequest,
    ("id", "code", "asker", "payer", "amount_minor", "note", "made_at"),
    community="community",
)
REQUEST_STATE = sealed(
    "request_state",
    models.PaymentRequest,
    ("id", "is_till", "state", "expires_at", "closed_at", "closed_by", "reason"),
    community="community",
)
KINDS = (
    REQUEST,
    REQUEST_STATE,
)
