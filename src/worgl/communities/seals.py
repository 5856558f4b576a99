"""What of the communities is sealed: the record, the rules with their days, and who holds which power over money.

A member's power is his state, his roles and whose he is; a shop's is in the hands of its staff. Of a community itself
all that decides how amounts and days are read.
"""

from __future__ import annotations

from worgl.communities import models
from worgl.core.sealing import sealed

ACT = sealed("act", models.AdminAct, ("id", "actor_id", "subject_id", "what", "sentence", "fields", "reason", "at"))
RULE = sealed(
    "rule", models.PolicyRow, ("id", "name", "value", "applies_from", "announced_at", "by_id", "withdrawn_at")
)
MEMBER = sealed(
    "member",
    models.Member,
    ("id", "person_id", "code", "kind", "state", "is_admin", "is_treasurer", "is_moderator"),
)
STAFF = sealed("staff", models.Staff, ("id", "shop_id", "member_id", "capacity", "by_id", "since", "ended_at"))
TOWN = sealed(
    "community",
    models.Community,
    ("id", "slug", "preset", "zone", "decimal_mark", "cap", "founder_id", "created_at"),
    community="id",
)
KINDS = (ACT, RULE, MEMBER, STAFF, TOWN)
