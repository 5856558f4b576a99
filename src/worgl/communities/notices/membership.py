"""What people are told about their membership: kinds of notices, and the readers of facts that tell them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from worgl.communities import models
from worgl.communities.facts import (
    MemberAdmitted,
    MemberApplied,
    MemberDeclined,
    MemberReinstated,
    MemberSuspended,
    MessageWritten,
    NoticePublished,
    Reported,
    ReportResolved,
    RoleGranted,
)
from worgl.communities.queries import community, members_by_ids, notice, page_of_members
from worgl.communities.rules import Community, CommunityId, MemberId, MemberState, NoticeId
from worgl.core import links
from worgl.core.jobs import enqueue
from worgl.core.limits import PAGE_MAX
from worgl.core.readers import on
from worgl.core.works import JobRun, job
from worgl.identity.rules import PersonId
from worgl.inbox.commands import notify, notify_many
from worgl.inbox.queries.messages import still_unread
from worgl.inbox.rules import About, Email, Group, Kind, NewNotification

ANNOUNCE_JOB = "communities.announce"
STILL_WAITING_JOB = "communities.still_waiting"
REMINDED_AFTER = timedelta(days=2)
"""How long somebody waits to be let in until those who decide are reminded of them, once."""
ANNOUNCED_MAX = 500
"""How much of an announcement stands in its notice, in characters; the whole is on the home page."""

WAITING = Kind(
    key="communities.waiting",
    group=Group.DUTIES,
    icon="user-plus",
    tone="amber",
    name=_("Somebody asks to join"),
    sentence=_("{name} asks to join."),
    action=_("Look at who waits"),
    route="communities:queue",
    email=Email.AT_ONCE,
    push=True,
)
STILL_WAITING = Kind(
    key="communities.still_waiting",
    group=Group.DUTIES,
    icon="clock",
    tone="amber",
    name=_("Somebody still waits to be let in"),
    sentence=_("{name} still waits to be let in."),
    action=_("Look at who waits"),
    route="communities:queue",
    email=Email.AT_ONCE,
    push=True,
)
ADMITTED = Kind(
    key="communities.admitted",
    group=Group.COMMUNITY,
    icon="user-check",
    tone="green",
    name=_("I am let in"),
    sentence=_("You are a member of {community} now."),
    action=_("Look around"),
    route=links.HOME,
    email=Email.AT_ONCE,
    push=True,
)
DECLINED = Kind(
    key="communities.declined",
    group=Group.COMMUNITY,
    icon="user-x",
    tone="amber",
    name=_("My application is declined"),
    sentence=_("{community} has declined your application."),
    action=_("Open worgl"),
    route=links.COMMUNITIES,
    email=Email.AT_ONCE,
)
SUSPENDED = Kind(
    key="communities.suspended",
    group=Group.COMMUNITY,
    icon="pause",
    tone="amber",
    name=_("My membership is paused"),
    sentence=_("Your membership of {community} is paused: you can look, but not pay."),
    action=_("Look at my membership"),
    route=links.HOME,
    email=Email.AT_ONCE,
    push=True,
)
REINSTATED = Kind(
    key="communities.reinstated",
    group=Group.COMMUNITY,
    icon="play",
    tone="green",
    name=_("My membership goes on"),
    sentence=_("Your membership of {community} goes on: you can pay again."),
    action=_("Look at my membership"),
    route=links.HOME,
    email=Email.AT_ONCE,
    push=True,
)
ROLE_GIVEN = Kind(
    key="communities.role_given",
    group=Group.COMMUNITY,
    icon="crown",
    tone="green",
    name=_("I am given a role"),
    sentence=_("You have a role in {community} now: {role}."),
    action=_("See what you can do"),
    route=links.TOWN,
    email=Email.AT_ONCE,
    words=frozenset({"role"}),
)
INVITATION_USED = Kind(
    key="communities.invitation_used",
    group=Group.PEOPLE,
    icon="user-plus",
    tone="green",
    name=_("Somebody uses my invitation"),
    sentence=_("{name} has used your invitation."),
    action=_("Look at your invitations"),
    route="communities:invite",
    email=Email.DAILY,
)
MESSAGE = Kind(
    key="communities.message",
    group=Group.PEOPLE,
    icon="mail",
    tone="blue",
    name=_("Somebody writes to me"),
    sentence=_("{name} wrote to you."),
    action=_("Read and answer"),
    route="communities:chat",
    email=Email.AT_ONCE,
    push=True,
)
REPORTED = Kind(
    key="communities.reported",
    group=Group.DUTIES,
    icon="flag",
    tone="amber",
    name=_("Something is reported"),
    sentence=_("{by} has reported {about}."),
    action=_("Look at what was reported"),
    route="communities:reports",
    email=Email.AT_ONCE,
    push=True,
)
REPORT_RESOLVED = Kind(
    key="communities.report_resolved",
    group=Group.PEOPLE,
    icon="circle-check",
    tone="green",
    name=_("What I reported was looked at"),
    sentence=_("An administrator of {community} has looked at what you reported."),
    action=_("Open your messages"),
    route="communities:chats",
    email=Email.DAILY,
)
ANNOUNCEMENT = Kind(
    key="communities.announcement",
    group=Group.COMMUNITY,
    icon="scroll-text",
    tone="blue",
    name=_("Something is announced to all"),
    sentence=_("{community} announces: {title}"),
    action=_("Read it"),
    route=links.HOME,
    email=Email.DAILY,
)
KINDS = (
    *(MESSAGE, REPORT_RESOLVED, REPORTED, ANNOUNCEMENT, INVITATION_USED, ADMITTED, DECLINED),
    *(SUSPENDED, REINSTATED, ROLE_GIVEN, STILL_WAITING, WAITING),
)


def about(town: Community) -> About:
    """Return a community as the inbox keeps it."""
    return About(town.id, town.name, town.slug, town.zone)


@on(MemberApplied)
def tell_who_judges(fact: MemberApplied, now: datetime) -> None:
    """Tell every moderator and administrator who waits, and the inviter that their invitation was used."""
    row = _row(fact.member)
    town = community(fact.community)
    key = f"{row.pk}:{row.applied_at.isoformat()}"
    notify_many(
        (
            NewNotification(person, WAITING.key, key, about(town), {"name": row.name}, (town.slug,))
            for person in officers_who_judge(fact.community)
        ),
        now=now,
    )
    if row.state == MemberState.APPLIED:
        enqueue(
            STILL_WAITING_JOB,
            {"member": str(row.pk), "applied_at": row.applied_at.isoformat()},
            key=key,
            due_at=row.applied_at + REMINDED_AFTER,
            now=now,
        )
        _tell_inviter(row, town, now=now)


@job(STILL_WAITING_JOB)
def remind_who_judges(run: JobRun) -> None:
    """Remind every moderator and administrator of an applicant who has waited for days unanswered."""
    row = _row(MemberId(UUID(run.args["member"])))
    if row.state != MemberState.APPLIED or row.applied_at.isoformat() != run.args["applied_at"]:
        return
    town = community(CommunityId(row.community_id))
    key = f"{row.pk}:{row.applied_at.isoformat()}"
    notify_many(
        (
            NewNotification(person, STILL_WAITING.key, key, about(town), {"name": row.name}, (town.slug,))
            for person in officers_who_judge(town.id)
        ),
        now=run.now,
    )


def officers_who_judge(community: CommunityId) -> list[PersonId]:
    """Return who administers or moderates a community, for notices that need one of them."""
    holds = Q(is_admin=True) | Q(is_moderator=True)
    rows = models.Member.objects.filter(holds, community=community, person__isnull=False)
    return [PersonId(person) for person in rows.order_by("id").values_list("person_id", flat=True)[:PAGE_MAX]]


@on(MemberAdmitted)
def tell_admitted(fact: MemberAdmitted, now: datetime) -> None:
    """Tell an applicant that they are let in; one let in at once saw it themselves, and the inviter is told instead."""
    row = _row(fact.member)
    if row.joined_at is None:
        return
    if row.joined_at > row.applied_at:
        _tell_member(ADMITTED, fact.community, row, key=row.joined_at.isoformat(), now=now)
    else:
        _tell_inviter(row, community(fact.community), now=now)


def _tell_inviter(row: models.Member, town: Community, *, now: datetime) -> None:
    maker = row.invitation.by if row.invitation else None
    if maker is None or maker.person_id is None or maker.pk == row.pk:
        return
    key = f"{row.pk}:{row.applied_at.isoformat()}"
    fields = {"name": row.name}
    telling = NewNotification(PersonId(maker.person_id), INVITATION_USED.key, key, about(town), fields, (town.slug,))
    notify(telling, now=now)


@on(MemberDeclined)
def tell_declined(fact: MemberDeclined, now: datetime) -> None:
    """Tell an applicant that they were declined."""
    row = _row(fact.member)
    _tell_member(DECLINED, fact.community, row, key=row.applied_at.isoformat(), now=now, place=())


@on(MemberSuspended)
def tell_suspended(fact: MemberSuspended, now: datetime) -> None:
    """Tell a member that they may not act."""
    _tell_member(SUSPENDED, fact.community, _row(fact.member), key=now.isoformat(), now=now)


@on(MemberReinstated)
def tell_reinstated(fact: MemberReinstated, now: datetime) -> None:
    """Tell a member that they may act again."""
    _tell_member(REINSTATED, fact.community, _row(fact.member), key=now.isoformat(), now=now)


@on(RoleGranted)
def tell_role(fact: RoleGranted, now: datetime) -> None:
    """Tell a member what they may do now, in the community's own word for it."""
    # English is what the catalogues know: the reader's language translates it as they read.
    with translation.override("en"):
        word = community(fact.community).words[fact.role.value]
    key = f"{fact.role.value}:{now.isoformat()}"
    _tell_member(ROLE_GIVEN, fact.community, _row(fact.member), key=key, now=now, role=word)


@on(MessageWritten)
def tell_message(fact: MessageWritten, now: datetime) -> None:
    """Tell a member that another wrote to them; what, they read in the conversation alone."""
    people = members_by_ids([fact.writer, fact.reader])
    reader, town = people[fact.reader], community(fact.community)
    if reader.person is None or not still_unread(message=fact.message):
        return
    writer = people[fact.writer]
    key, fields, place = f"{fact.conversation}:{fact.message}", {"name": writer.name}, (town.slug, writer.code)
    notify(NewNotification(reader.person, MESSAGE.key, key, about(town), fields, place, by=writer.id), now=now)


@on(Reported)
def tell_reported(fact: Reported, now: datetime) -> None:
    """Tell moderators and administrators what waits for one of them, but not whom it is about."""
    people, town = members_by_ids([fact.by, fact.about]), community(fact.community)
    fields = {"by": people[fact.by].name, "about": people[fact.about].name}
    notify_many(
        (
            NewNotification(person, REPORTED.key, str(fact.report), about(town), fields, (town.slug,))
            for person in officers_who_judge(fact.community)
            if person != people[fact.about].person
        ),
        now=now,
    )


@on(ReportResolved)
def tell_resolved(fact: ReportResolved, now: datetime) -> None:
    """Tell who reported something that it was looked at."""
    _tell_member(REPORT_RESOLVED, fact.community, _row(fact.by), key=str(fact.report), now=now)


@on(NoticePublished)
def plan_announcing(fact: NoticePublished, now: datetime) -> None:
    """Queue telling everybody what is announced."""
    args = {"community": str(fact.community), "notice": str(fact.notice)}
    enqueue(ANNOUNCE_JOB, args, key=str(fact.notice), due_at=now, now=now)


@job(ANNOUNCE_JOB)
def announce(run: JobRun) -> None:
    """Tell every active member what is announced, by pages; what was taken back is told nobody."""
    found = notice(NoticeId(UUID(run.args["notice"])))
    if found is None:
        return
    town, cursor, done = community(CommunityId(UUID(run.args["community"]))), str(run.cursor.get("after", "")), run.done
    fields, note = {"community": town.name, "title": found.title}, found.body[:ANNOUNCED_MAX]
    while True:
        page = page_of_members(community=town.id, states=[MemberState.ACTIVE], cursor=cursor)
        cursor, done = page.next_cursor, done + len(page.items)
        persons = [member.person for member in page.items if member.person is not None]
        with transaction.atomic():
            notify_many(
                (
                    NewNotification(person, ANNOUNCEMENT.key, str(found.id), about(town), fields, (town.slug,), note)
                    for person in persons
                ),
                now=run.now,
            )
            run.checkpoint(stage="telling", cursor={"after": cursor}, done=done)
        if not cursor:
            return


def _tell_member(
    kind: Kind,
    own: CommunityId,
    row: models.Member,
    *,
    key: str,
    now: datetime,
    place: tuple[str, ...] | None = None,
    **fields: str,
) -> None:
    if row.person_id is None:
        return
    town = community(own)
    telling = NewNotification(
        person=PersonId(row.person_id),
        kind=kind.key,
        key=f"{row.pk}:{key}",
        about=about(town),
        fields={"community": town.name, **fields},
        place=(town.slug,) if place is None else place,
    )
    notify(telling, now=now)


def _row(member: MemberId) -> models.Member:
    return models.Member.objects.select_related("invitation__by").get(pk=member)


JOBS = (
    remind_who_judges,
    announce,
)
TELLERS = (
    *(tell_who_judges, tell_admitted, tell_declined, tell_suspended, tell_reinstated, tell_role),
    *(tell_message, tell_reported, tell_resolved, plan_announcing),
)
