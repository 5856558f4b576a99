"""Terms, privacy and imprint: published as new versions, and agreed to by members."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.inputs import TextBody, TextNumber
from worgl.communities.commands.seats import lock
from worgl.communities.errors import TermsChanged
from worgl.communities.queries.access import known_member, require_role
from worgl.communities.rules import AGREED_TO, CommunityId, MemberId, Role, TextKind
from worgl.communities.rules.texts import check_body
from worgl.core.commands import IdempotencyKey, command


@command
def publish_text(*, actor: MemberId, kind: TextKind, body: TextBody, key: IdempotencyKey, now: datetime) -> int:
    """Publish a text as its next version and return that; members are asked to agree to new terms and privacy.

    The same text again changes nothing. Refuses NotActive, RoleNeeded, InvalidInput.
    """
    admin = require_role(actor, Role.ADMIN)
    text, row = check_body(body), lock(admin.community)
    older = models.TownText.objects.filter(community=row)
    latest = older.filter(kind=kind.value).order_by("-version").first()
    if latest is not None and latest.body == text:
        return latest.version
    number = (older.aggregate(most=Max("number"))["most"] or 0) + 1
    made = models.TownText.objects.create(
        community=row,
        kind=kind.value,
        number=number,
        version=latest.version + 1 if latest else 1,
        body=text,
        by_id=actor,
        at=now,
    )
    if kind in AGREED_TO:
        row.terms_number = number
    row.text_kinds = [one.value for one in TextKind if one.value in {*row.text_kinds, kind.value}]
    row.save(update_fields=["terms_number", "text_kinds"])
    record_audit_event(
        community=admin.community,
        actor=actor,
        what="communities.text_published",
        sentence=gettext_noop("Published version {version} of a text: {kind}"),
        fields={"version": made.version, "kind": kind.value},
        now=now,
    )
    return made.version


@command
def agree_to_texts(*, actor: MemberId, number: TextNumber, key: IdempotencyKey, now: datetime) -> None:
    """Agree to all texts up to `number`, the newest the member was shown; kept with the day.

    Refuses MemberUnknown, and TermsChanged where there is a newer one by now.
    """
    member = known_member(actor)
    check_number(member.community, number)
    keep_agreement(member.community, actor, number, now=now)


def check_number(community: CommunityId, number: int) -> None:
    """Refuse TermsChanged unless a number is that of the newest text to agree to."""
    if lock(community).terms_number != number:
        raise TermsChanged


def keep_agreement(community: CommunityId, member: MemberId, number: int, *, now: datetime) -> None:
    """Write down that a member has agreed, once a number; for this domain's own rooms."""
    fresh = models.Member.objects.filter(pk=member, agreed_number__lt=number).update(agreed_number=number)
    if fresh:
        models.Agreement.objects.create(community_id=community, member_id=member, number=number, at=now)
