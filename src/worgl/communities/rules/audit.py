"""The record: what an act is about, and which acts are asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from worgl.communities.rules.values import Act, MemberId
from worgl.core.audit import AuditGroup
from worgl.core.sheets import safe_cell

ACTS = {
    AuditGroup.PEOPLE: (
        "communities.approved",
        "communities.declined",
        "communities.left",
        "communities.taken_over",
        "communities.shop_shown",
        "communities.shop_unshown",
        "communities.suspended",
        "communities.reinstated",
        "communities.renamed_member",
        "communities.role_granted",
        "communities.role_revoked",
        "communities.staff_agreed",
        "communities.staff_ended",
        "communities.staff_named",
        "communities.staff_refused",
        "communities.staff_wished",
        "communities.invited",
        "communities.invited_imported",
        "communities.invitation_revoked",
        "communities.report_resolved",
    ),
    AuditGroup.RULES: ("communities.policy_announced", "communities.policy_withdrawn"),
    AuditGroup.COMMUNITY: (
        "communities.cap_raised",
        "communities.cap_set",
        "communities.words_changed",
        "communities.renamed",
        "communities.look_colour",
        "communities.look_shown",
        "communities.look_removed",
        "communities.text_published",
        "communities.question_asked",
        "communities.question_dropped",
        "communities.notice_published",
        "communities.notice_withdrawn",
        "communities.job_retried",
        "communities.imported",
        "communities.import_mended",
    ),
}
"""The codes of the acts of this domain, by what they are about."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which acts are asked for; None leaves a side open. `until` is the first moment that is too late."""

    actor: MemberId | None = None
    group: AuditGroup | None = None
    since: datetime | None = None
    until: datetime | None = None


def acts_of(
    *, actor: MemberId | None, group: AuditGroup | None, first: date | None, last: date | None, zone: str
) -> AuditFilter:
    """Return the filter for acts from the beginning of a first day to the end of a last one, in a zone; None is open.

    >>> acts_of(actor=None, group=None, first=None, last=date(2026, 3, 1), zone="Europe/Vienna").until
    datetime.datetime(2026, 3, 1, 23, 0, tzinfo=datetime.timezone.utc)
    """
    since = _begins(first, zone) if first else None
    return AuditFilter(actor, group, since, _begins(last + timedelta(days=1), zone) if last else None)


def _begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


ACT_COLUMNS = ("at", "code", "act", "who", "whom", "reason", "before", "after")


def audit_csv(acts: Iterable[Act]) -> str:
    """Return acts as CSV (RFC 4180), times in UTC."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(ACT_COLUMNS)
    for act in acts:
        texts = (act.sentence, act.actor, act.subject, act.reason, act.before, act.after)
        table.writerow([act.at.isoformat(), act.what, *map(safe_cell, texts)])
    return out.getvalue()
