"""Joining by an invitation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_noop

from worgl.communities import models
from worgl.communities.commands.audit import record_audit_event
from worgl.communities.commands.seats import take_seat
from worgl.communities.commands.texts import check_number, keep_agreement
from worgl.communities.errors import (
    AlreadyApplied,
    AlreadyMember,
    InvitationUnknown,
    JoinedOften,
    NotActive,
)
from worgl.communities.facts import MemberAdmitted, MemberApplied, MembershipTakenOver
from worgl.communities.queries.communities import questions_of
from worgl.communities.queries.lives import INVITATIONS, MEMBERS
from worgl.communities.rules import CommunityId, MemberId, MemberKind, MemberState, check_answers, token_hash
from worgl.communities.rules.lives import CLOSED_TO_GUESTS, MEMBERSHIP, InvitationAct, MemberAct
from worgl.communities.seals import INVITATION, MEMBER
from worgl.core import counters, outbox
from worgl.core.commands import IdempotencyKey, command
from worgl.core.errors import Refusal
from worgl.core.ids import new_code
from worgl.core.limits import JOININGS
from worgl.core.sealing import seal
from worgl.core.transitions import step
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

    The applicant has answered the community's questions, in their order. `agreed` is the number of the newest text
    they were shown and agree to. A member who left before comes back to the same membership. Refuses PersonUnknown,
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
    act = MemberAct.ENTER if invitation.direct else MemberAct.APPLY
    own_name, row = clean_name(name), _membership(invitation, actor, act)
    # Who asks, takes it back and asks anew has the officers told each time.
    wait = counters.count_act(JOININGS, (community, actor), now=now)
    if wait:
        raise JoinedOften(limit=JOININGS.most, seconds=wait)
    _use(invitation, now=now)
    member = MemberId(row.pk)
    values = {"name": own_name, "folded_name": fold(own_name), "invitation": invitation, "applied_at": now}
    if act is MemberAct.APPLY:
        given = check_answers(questions_of(community), answers)
        values["answers"] = [[one.question, one.answer] for one in given]
    else:
        take_seat(community)
        values |= {"joined_at": now, "left_at": None}
    _write(row, act, values, now=now)
    keep_agreement(community, member, agreed, now=now)
    outbox.record((MemberApplied if act is MemberAct.APPLY else MemberAdmitted)(community, member), now=now)
    return member


def _take_over(invitation: models.Invitation, person: PersonId, name: str, *, now: datetime) -> MemberId:
    """Make a person the one behind a membership that came with an import; its seat, code and money stay.

    Refuses AlreadyMember to a person with a membership here, also one they left: two would be theirs.
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
    record_audit_event(
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


def _membership(invitation: models.Invitation, person: PersonId, act: MemberAct) -> models.Member:
    """Return the person's own membership from before, or a new one that is not kept yet and stands nowhere."""
    row = models.Member.objects.filter(community=invitation.community_id, person=person).first()
    if row is None:
        return models.Member(
            community_id=invitation.community_id,
            person_id=person,
            code=free_code(CommunityId(invitation.community_id)),
            kind=MemberKind.PERSON.value,
        )
    if MEMBERSHIP.after(MemberState(row.state), act) is None:
        raise _HERE_ALREADY[MemberState(row.state)]
    return row


def _write(row: models.Member, act: MemberAct, values: Mapping[str, object], *, now: datetime) -> None:
    """Keep a new membership, or take one from before its step; refuses who joined in the meantime."""
    if row.state:
        step(MEMBERS, row, act, refused=lambda s: _HERE_ALREADY[s](), now=now, values=values, seals=[MEMBER])
        return
    begins = MemberState.ACTIVE if act is MemberAct.ENTER else MemberState.APPLIED
    for name, value in {**values, "state": begins.value}.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    seal(MEMBER, [row])


_HERE_ALREADY: Mapping[MemberState, type[Refusal]] = {
    MemberState.ACTIVE: AlreadyMember,
    MemberState.SUSPENDED: NotActive,
    MemberState.APPLIED: AlreadyApplied,
}
"""What is told to a member who opens a link and stands in the community already."""


def free_code(community: CommunityId) -> str:
    """Return a code that no member of a community has; for this domain's own rooms."""
    for _attempt in range(CODE_ATTEMPTS):
        code = new_code()
        if not models.Member.objects.filter(community=community, code=code).exists():
            return code
    message = "32**7 codes cannot be used up by MEMBERS_MAX members"
    raise AssertionError(message)


def _use(invitation: models.Invitation, *, now: datetime) -> None:
    """Count one more use: of two who race for the last one, one is refused."""
    step(
        INVITATIONS,
        invitation,
        InvitationAct.USE,
        refused=lambda state: CLOSED_TO_GUESTS[state](),
        now=now,
        values={"used": F("used") + 1},
        seals=[INVITATION],
    )
