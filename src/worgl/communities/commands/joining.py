"""Joining by an invitation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.acts import record_act
from worgl.communities.commands.seats import take_seat
from worgl.communities.commands.texts import check_number, keep_agreement
from worgl.communities.errors import (
    AlreadyApplied,
    AlreadyMember,
    InvitationExpired,
    InvitationUnknown,
    InvitationUsedUp,
    JoinedOften,
    NotActive,
)
from worgl.communities.facts import MemberAdmitted, MemberApplied, MembershipTakenOver
from worgl.communities.queries.communities import questions_of
from worgl.communities.rules import CommunityId, MemberId, MemberKind, MemberState, check_answers, token_hash
from worgl.communities.seals import INVITATION, MEMBER
from worgl.core import counters, outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_code
from worgl.core.limits import JOININGS
from worgl.core.sealing import seal
from worgl.identity.queries import person
from worgl.identity.rules import PersonId, clean_name, fold

CODE_ATTEMPTS = 20


@command
def join(
    *,
    actor: PersonId,
    token: str,
    name: str,
    answers: Sequence[str] = (),
    agreed: int = 0,
    key: IdempotencyKey,
    now: datetime,
) -> MemberId:
    """Join by an invitation's link: at once when an administrator made it, else as one who waits for approval.

    Who waits has answered the community's questions, in their order. `agreed` is the number of the newest text he
    was shown and agrees to. Who left before comes back to the same membership. Refuses PersonUnknown,
    InvitationUnknown, InvitationExpired, InvitationUsedUp, TermsChanged, InvalidName, InvalidInput, AlreadyMember,
    AlreadyApplied, NotActive (suspended), JoinedOften, CommunityFull.
    """
    person(actor)
    invitation = _known(token)
    community = CommunityId(invitation.community_id)
    check_number(community, agreed)
    if invitation.hands_over_id is not None:
        taken = _take_over(invitation, actor, clean_name(name), now=now)
        keep_agreement(community, taken, agreed, now=now)
        return taken
    row = _membership(invitation, actor, clean_name(name), now=now)
    # Who asks, takes it back and asks anew has the officers told each time.
    wait = counters.count_act(JOININGS, (community, actor), now=now)
    if wait:
        raise JoinedOften(limit=JOININGS.most, seconds=wait)
    _use(invitation, now=now)
    member = MemberId(row.pk)
    if not invitation.direct:
        given = check_answers(questions_of(community), answers)
        row.answers = [[one.question, one.answer] for one in given]
        row.state = MemberState.APPLIED.value
        row.save()
        seal(MEMBER, [row])
        keep_agreement(community, member, agreed, now=now)
        outbox.record(MemberApplied(community, member), now=now)
        return member
    take_seat(community)
    row.state, row.joined_at, row.left_at = MemberState.ACTIVE.value, now, None
    row.save()
    seal(MEMBER, [row])
    keep_agreement(community, member, agreed, now=now)
    outbox.record(MemberAdmitted(community, member), now=now)
    return member


def _take_over(invitation: models.Invitation, person: PersonId, name: str, *, now: datetime) -> MemberId:
    """Make a person the one behind a membership that came with an import; its seat, code and money stay.

    Refuses AlreadyMember for who has a membership here, also one he left: two would be his.
    """
    if models.Member.objects.filter(community=invitation.community_id, person=person).exists():
        raise AlreadyMember
    _use(invitation, now=now)
    assert invitation.hands_over_id is not None
    row = models.Member.objects.get(pk=invitation.hands_over_id)
    assert row.person_id is None, "a link is used once"
    before = row.name
    row.person_id, row.invitation, row.name, row.folded_name = person, invitation, name, fold(name)
    row.welcomed_at = None
    row.save(update_fields=["person", "invitation", "name", "folded_name", "welcomed_at"])
    seal(MEMBER, [row])
    own, town = MemberId(row.pk), CommunityId(row.community_id)
    outbox.record(MembershipTakenOver(town, own, MemberId(invitation.by_id)), now=now)
    record_act(
        community=town,
        actor=MemberId(invitation.by_id),
        what="communities.taken_over",
        sentence=gettext_noop("Somebody took over a membership that came with an import, by a personal link"),
        subject=own,
        before=before,
        after=row.name,
        now=now,
    )
    return own


def _known(token: str) -> models.Invitation:
    invitation = models.Invitation.objects.filter(token_hash=token_hash(token), revoked_at__isnull=True).first()
    if invitation is None:
        raise InvitationUnknown
    return invitation


def _membership(invitation: models.Invitation, person: PersonId, name: str, *, now: datetime) -> models.Member:
    """Return the row to be saved: the person's own one from before, or a new one."""
    row = models.Member.objects.filter(community=invitation.community_id, person=person).first()
    if row is None:
        row = models.Member(
            community_id=invitation.community_id,
            person_id=person,
            code=free_code(CommunityId(invitation.community_id)),
            kind=MemberKind.PERSON.value,
        )
    elif row.state == MemberState.ACTIVE:
        raise AlreadyMember
    elif row.state == MemberState.SUSPENDED:
        raise NotActive
    elif row.state == MemberState.APPLIED and not invitation.direct:
        raise AlreadyApplied
    row.name, row.folded_name, row.invitation, row.applied_at = name, fold(name), invitation, now
    return row


def free_code(community: CommunityId) -> str:
    """Return a code that no member of a community has; for this domain's own rooms."""
    for _attempt in range(CODE_ATTEMPTS):
        code = new_code()
        if not models.Member.objects.filter(community=community, code=code).exists():
            return code
    message = "32**7 codes cannot be used up by MEMBERS_MAX members"
    raise AssertionError(message)


def _use(invitation: models.Invitation, *, now: datetime) -> None:
    """Count one more use by a guarded update: of two who race for the last one, one is refused."""
    rows = models.Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=True)
    if rows.filter(used__lt=F("uses"), expires_at__gt=now).update(used=F("used") + 1):
        seal(INVITATION, rows)
        return
    if invitation.expires_at <= now:
        raise InvitationExpired
    raise InvitationUsedUp
