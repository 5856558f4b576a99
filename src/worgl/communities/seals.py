"""What of the communities is sealed: the record, the rules with their days, and who holds which power over money.

A member's power is their state, their roles and the person behind them; a shop's is in the hands of its staff, and of
those for whom that is wished. An invitation lets in, or hands over a membership with its money. Of a community itself
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
INVITATION = sealed(
    "invitation",
    models.Invitation,
    (
        *("id", "by_id", "token_hash", "uses", "used", "direct", "hands_over_id"),
        *("created_at", "expires_at", "revoked_at"),
    ),
)
WISH = sealed(
    "staff_wish",
    models.StaffWish,
    (
        *("id", "shop_id", "member_id", "capacity", "by_id", "asked_at"),
        *("answered_at", "answered_by_id", "is_agreed"),
    ),
)
KINDS = (ACT, RULE, MEMBER, STAFF, TOWN, INVITATION, WISH)
