"""The record: what an act is about, and which acts are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from worgl.communities.rules.values import MemberId


class ActGroup(StrEnum):
    """What acts are about."""

    PEOPLE = "people"
    RULES = "rules"
    MONEY = "money"
    COMMUNITY = "community"

    def prefixes(self) -> tuple[str, ...]:
        """Return how the codes of these acts begin."""
        return _PREFIXES[self]


_PREFIXES = {
    ActGroup.PEOPLE: (
        "communities.approved",
        "communities.declined",
        "communities.suspended",
        "communities.reinstated",
        "communities.renamed_member",
        "communities.role_",
        "communities.staff_",
        "communities.invit",
        "communities.report_",
    ),
    ActGroup.RULES: ("communities.policy_",),
    ActGroup.MONEY: ("currency.", "payments."),
    ActGroup.COMMUNITY: (
        "communities.cap_",
        "communities.words_",
        "communities.renamed",
        "communities.question_",
        "communities.notice_",
        "communities.job_",
        "communities.import",
        "api.",
    ),
}


@dataclass(frozen=True, slots=True)
class ActFilter:
    """Which acts are asked for; None leaves a side open. `until` is the first moment that is too late."""

    actor: MemberId | None = None
    group: ActGroup | None = None
    since: datetime | None = None
    until: datetime | None = None
