"""The record every administrative act leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from worgl.communities import models
from worgl.communities.rules import CommunityId, MemberId, check_reason
from worgl.communities.seals import ACT
from worgl.core.domains import audit_groups
from worgl.core.sealing import seal


def record_audit_event(
    *,
    community: CommunityId,
    actor: MemberId | None,
    what: str,
    sentence: str,
    now: datetime,
    fields: Mapping[str, str | int] | None = None,
    subject: MemberId | None = None,
    reason: str = "",
    before: str | None = None,
    after: str | None = None,
) -> None:
    """Record an act in the caller's transaction, for this and the upper domains. Refuses InvalidInput on a long reason.

    `what` is a stable code such as "currency.issued", which the domain declares. `sentence` is English marked by
    gettext_noop, with {placeholders} for `fields`; it is translated for each reader. `actor` is None for the node.
    Names and addresses do not belong into `fields`: `actor` and `subject` are shown by their names. What was
    `before` and is `after` goes with an act that gives or takes power: states, roles, amounts, in codes or digits.
    Whether an act is recorded is decided here and now, never by what may be changed afterwards.
    """
    assert what in audit_groups(), f"{what} is declared by no domain"
    kept = {"before": before, "after": after}
    filled = dict(fields or {}) | {name: text for name, text in kept.items() if text is not None}
    assert sentence.format_map(filled), "every placeholder has its field"
    row = models.AdminAct.objects.create(
        community_id=community,
        actor_id=actor,
        subject_id=subject,
        what=what,
        sentence=sentence,
        fields=filled,
        reason=check_reason(reason),
        at=now,
    )
    seal(ACT, [row])
