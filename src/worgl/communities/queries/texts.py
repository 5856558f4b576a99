"""Terms, privacy and imprint as they are now and were, and who agreed to which when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from worgl.communities import models
from worgl.communities.errors import TextUnknown
from worgl.communities.queries.access import known_member
from worgl.communities.rules import CommunityId, MemberId, TextKind, TownText


@dataclass(frozen=True, slots=True)
class AgreementView:
    """That a member has agreed to all texts up to a number, and when."""

    number: int
    at: datetime


def texts(community: CommunityId) -> tuple[TownText, ...]:
    """Return the newest text of each kind there is, in the order of the kinds; they are public."""
    same = models.TownText.objects.filter(community=community, kind=OuterRef("kind")).order_by("-version")
    rows = models.TownText.objects.filter(community=community, pk=Subquery(same.values("pk")[:1]))
    newest = {row.kind: row for row in rows}
    return tuple(_view(newest[kind.value]) for kind in TextKind if kind.value in newest)


def text(*, community: CommunityId, kind: TextKind, version: int | None = None) -> TownText:
    """Return a text, the newest or an older version; public. Refuses TextUnknown."""
    rows = models.TownText.objects.filter(community=community, kind=kind.value).order_by("-version")
    row = rows.first() if version is None else rows.filter(version=version).first()
    if row is None:
        raise TextUnknown
    return _view(row)


def agreements_of(member: MemberId) -> tuple[AgreementView, ...]:
    """Return what a member agreed to, the oldest first; for themselves."""
    rows = models.Agreement.objects.filter(community=known_member(member).community, member=member)
    return tuple(AgreementView(row.number, row.at) for row in rows.order_by("number"))


def _view(row: models.TownText) -> TownText:
    return TownText(TextKind(row.kind), row.number, row.version, row.body, row.at)
