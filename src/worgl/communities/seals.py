"""What of the communities is sealed: every act of the record, and every rule with the days on which it applied."""

from __future__ import annotations

from worgl.communities import models
from worgl.core.sealing import sealed

ACT = sealed("act", models.AdminAct, ("id", "actor_id", "subject_id", "what", "sentence", "fields", "reason", "at"))
RULE = sealed(
    "rule", models.PolicyRow, ("id", "name", "value", "applies_from", "announced_at", "by_id", "withdrawn_at")
)
KINDS = (ACT, RULE)
