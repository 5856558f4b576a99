"""The record: what an act is about, and which acts are asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from worgl.communities.rules.values import Act, MemberId
from worgl.core.sheets import safe_cell


class ActGroup(StrEnum):
    """What acts are about."""

    PEOPLE = "people"
    RULES = "rules"
    MONEY = "money"
    COMMUNITY = "community"

    def codes(self) -> tuple[str, ...]:
        """Return the codes of these acts; one that ends with "_" or "." is how several begin."""
        return _CODES[self]

    def holds(self, code: str) -> bool:
        """Tell whether acts with a code are about this.

        >>> ActGroup.PEOPLE.holds("communities.renamed_member"), ActGroup.COMMUNITY.holds("communities.renamed_member")
        (True, False)
        """
        return any(code.startswith(own) if own.endswith(("_", ".")) else code == own for own in self.codes())


_CODES = {
    ActGroup.PEOPLE: (
        "communities.approved",
        "communities.declined",
        "communities.left",
        "communities.taken_over",
        "communities.shop_",
        "communities.suspended",
        "communities.reinstated",
        "communities.renamed_member",
        "communities.role_",
        "communities.staff_",
        "communities.invited",
        "communities.invited_",
        "communities.invitation_",
        "communities.report_",
    ),
    ActGroup.RULES: ("communities.policy_",),
    ActGroup.MONEY: ("currency.", "payments."),
    ActGroup.COMMUNITY: (
        "communities.cap_",
        "communities.words_",
        "communities.renamed",
        "communities.look_",
        "communities.text_",
        "communities.question_",
        "communities.notice_",
        "communities.job_",
        "communities.import_",
        "communities.imported",
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


def acts_of(
    *, actor: MemberId | None, group: ActGroup | None, first: date | None, last: date | None, zone: str
) -> ActFilter:
    """Return the filter for acts from the beginning of a first day to the end of a last one, in a zone; None is open.

    >>> acts_of(actor=None, group=None, first=None, last=date(2026, 3, 1), zone="Europe/Vienna").until
    datetime.datetime(2026, 3, 1, 23, 0, tzinfo=datetime.timezone.utc)
    """
    since = _begins(first, zone) if first else None
    return ActFilter(actor, group, since, _begins(last + timedelta(days=1), zone) if last else None)


def _begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


ACT_COLUMNS = ("at", "code", "act", "who", "whom", "reason", "before", "after")


def acts_csv(acts: Iterable[Act]) -> str:
    """Return acts as CSV (RFC 4180), times in UTC."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(ACT_COLUMNS)
    for act in acts:
        texts = (act.sentence, act.actor, act.subject, act.reason, act.before, act.after)
        table.writerow([act.at.isoformat(), act.what, *map(safe_cell, texts)])
    return out.getvalue()
