"""What administrators tell all members: published for some days, withdrawn, put away by each who has read it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.inputs import NoticeBody, ShownDays
from worgl.communities.commands.seats import lock
from worgl.communities.errors import AnnouncedOften, NoticeUnknown, TooManyNotices
from worgl.communities.facts import NoticePublished
from worgl.communities.queries.access import require_active, require_role
from worgl.communities.queries.lives import NOTICES
from worgl.communities.rules import (
    NOTICE_TITLE_MAX,
    NOTICES_OPEN_MAX,
    MemberId,
    NoticeId,
    Role,
)
from worgl.communities.rules.lives import AnnouncedAct, AnnouncedState
from worgl.core import counters, outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import InvalidInput
from worgl.core.inputs import SingleLine
from worgl.core.limits import ANNOUNCEMENTS
from worgl.core.transitions import step


@command
def publish_notice(
    *, actor: MemberId, title: SingleLine, body: NoticeBody = "", days: ShownDays, key: IdempotencyKey, now: datetime
) -> NoticeId:
    """Tell all members something; it stands on their first page for `days`, or until each puts it away.

    Refuses NotActive, RoleNeeded, InvalidInput, TooManyNotices, AnnouncedOften.
    """
    admin = require_role(actor, Role.ADMIN)
    heading, text = " ".join(title.split()), body.strip()
    if not 1 <= len(heading) <= NOTICE_TITLE_MAX:
        reason = _("Write 1 to {longest} characters.").format(longest=NOTICE_TITLE_MAX)
        raise InvalidInput(field="title", reason=reason)
    lock(admin.community)
    rows = NOTICES.rows(AnnouncedState.ANNOUNCED, now=now).filter(community=admin.community)
    if rows.count() >= NOTICES_OPEN_MAX:
        raise TooManyNotices(limit=NOTICES_OPEN_MAX)
    wait = counters.count_act(ANNOUNCEMENTS, admin.community, now=now)
    if wait:
        raise AnnouncedOften(limit=ANNOUNCEMENTS.most, seconds=wait)
    row = models.Notice.objects.create(
        community_id=admin.community,
        by_id=actor,
        title=heading,
        body=text,
        at=now,
        expires_at=now + timedelta(days=days),
    )
    notice = NoticeId(row.pk)
    outbox.record(NoticePublished(admin.community, notice, heading), now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.notice_published",
        sentence=gettext_noop("Told all members: {title}"),
        fields={"title": heading},
        now=now,
    )
    return notice


@command
def withdraw_notice(*, actor: MemberId, notice: NoticeId, key: IdempotencyKey, now: datetime) -> None:
    """Show a notice to nobody any more. Refuses NotActive, RoleNeeded, NoticeUnknown."""
    admin = require_role(actor, Role.ADMIN)
    row = models.Notice.objects.filter(pk=notice, community=admin.community).first()
    if row is None:
        raise NoticeUnknown
    taken_back = {"withdrawn_at": now}
    step(NOTICES, row, AnnouncedAct.WITHDRAW, refused=lambda _state: NoticeUnknown(), values=taken_back, now=now)
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.notice_withdrawn",
        sentence=gettext_noop("Took back what was told to all members: {title}"),
        fields={"title": row.title},
        now=now,
    )


@command
def dismiss_notice(*, actor: MemberId, notice: NoticeId, key: IdempotencyKey, now: datetime) -> None:
    """Put a notice away for oneself. Refuses NotActive, NoticeUnknown."""
    member = require_active(actor)
    row = models.Notice.objects.filter(pk=notice, community=member.community).first()
    if row is None:
        raise NoticeUnknown
    models.NoticeSeen.objects.get_or_create(
        community_id=member.community, notice=row, member_id=actor, defaults={"at": now}
    )
