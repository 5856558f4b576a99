"""What members wrote to each other, to its two sides; what was reported, to administrators."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from worgl.communities import models
from worgl.communities.errors import MemberUnknown, NotAMember
from worgl.communities.queries.access import require_moderating_reader, require_reader
from worgl.communities.queries.members import member_by_mark
from worgl.communities.queries.views import member_view
from worgl.communities.rules import Chat, Chats, CommunityId, Member, MemberId, MemberReport
from worgl.core.paging import Page
from worgl.identity.rules import PersonId
from worgl.inbox.queries import messages as inbox
from worgl.inbox.rules.messages import MessageView, SideView


def chats(*, community: CommunityId, viewer: MemberId, cursor: str = "", limit: int = 30) -> Chats:
    """Return a page of the viewer's own conversations, the newest message first. Refuses NotAMember, InvalidCursor."""
    own = require_reader(viewer, community=community)
    if own.person is None:
        raise NotAMember
    page = inbox.sides(community=community, person=own.person, cursor=cursor, limit=limit)
    people = _members(community, (side.other for side in page.items))
    items = tuple(Chat(people[side.other], side) for side in page.items if side.other in people)
    return Chats(items, page.next_cursor)


def chat_partner(*, viewer: Member, mark: str) -> Member:
    """Return another member of the viewer's community by code or id: oneself is nobody to write to.

    Refuses InvalidCode, MemberUnknown.
    """
    other = member_by_mark(community=viewer.community, mark=mark)
    if other.id == viewer.id:
        raise MemberUnknown
    return other


def chat(*, viewer: Member, other: Member, cursor: str = "", limit: int = 50) -> tuple[Chat | None, Page[MessageView]]:
    """Return the viewer's conversation with another member of their community, newest message first.

    None and nothing before the first message. Refuses NotAMember, InvalidCursor.
    """
    found = _own_side(viewer, other)
    if found is None:
        return None, Page(())
    person, side = found
    return Chat(other, side), inbox.messages(conversation=side.id, person=person, cursor=cursor, limit=limit)


def message(*, viewer: Member, message: UUID) -> MessageView:
    """Return a message the viewer wrote or was sent in their community. Refuses NotAMember, MessageUnknown."""
    own = require_reader(viewer.id, community=viewer.community)
    if own.person is None:
        raise NotAMember
    return inbox.message(message=message, community=own.community, person=own.person)


def new_messages(*, viewer: Member, other: Member, after: UUID) -> tuple[MessageView, ...]:
    """Return what came in a conversation of the viewer's own after a message, the oldest first. Refuses NotAMember."""
    found = _own_side(viewer, other)
    if found is None:
        return ()
    person, side = found
    return inbox.messages_after(conversation=side.id, person=person, after=after)


def _own_side(viewer: Member, other: Member) -> tuple[PersonId, SideView] | None:
    own = require_reader(viewer.id, community=other.community)
    if own.person is None or other.person is None:
        return None
    side = inbox.side(community=own.community, person=own.person, other=other.person)
    return (own.person, side) if side else None


def received_message(*, viewer: Member, message: UUID) -> MessageView | None:
    """Return a message the viewer was sent in their community, None for any other: what they are about to report."""
    own = require_reader(viewer.id, community=viewer.community)
    return inbox.received(message=message, community=own.community, person=own.person) if own.person else None


def reports_waiting(*, community: CommunityId, viewer: MemberId) -> tuple[MemberReport, ...]:
    """Return what waits for a moderator or administrator, the longest first, without what is about themselves.

    Each shows the reported message alone, never the conversation. Refuses NotAMember, RoleNeeded.
    """
    admin = require_moderating_reader(viewer, community=community)
    if admin.person is None:
        return ()
    found = inbox.reports_waiting(community=community, viewer=admin.person)
    people = _members(community, inbox.people_of(found))
    return tuple(
        MemberReport(one, people[one.by], people[one.about]) for one in found if {one.by, one.about} <= people.keys()
    )


def member_of_person(community: CommunityId, person: PersonId) -> Member | None:
    """Return what a person is or was in a community, for this domain's own rooms."""
    return _members(community, [person]).get(person)


def _members(community: CommunityId, persons: Iterable[PersonId]) -> dict[PersonId, Member]:
    rows = models.Member.seen.filter(community=community, person__in=list(persons))
    return {PersonId(row.person_id): member_view(row) for row in rows if row.person_id}
