"""Reads of communities; see the modules by noun."""

from __future__ import annotations

from worgl.communities.queries.acts import acts, all_acts, who_acted
from worgl.communities.queries.communities import (
    all_communities,
    communities_of,
    community,
    community_by_slug,
    find_by_code,
    questions_of,
    seat,
)
from worgl.communities.queries.invitations import invitation_by_token, invitations
from worgl.communities.queries.members import (
    administrators,
    count_members,
    member,
    member_by_code,
    member_by_mark,
    member_for,
    members,
    members_by_codes,
    members_by_ids,
    members_by_marks,
    members_of_persons,
    members_without_person,
    officers,
    page_of_members,
    pending,
    standings,
)
from worgl.communities.queries.messages import (
    chat,
    chat_partner,
    chats,
    message,
    new_messages,
    received_message,
    reports_waiting,
)
from worgl.communities.queries.mine import memberships, told_of_member
from worgl.communities.queries.notices import notice, notices, notices_for
from worgl.communities.queries.pictures import picture_for
from worgl.communities.queries.policy import PolicyTimeline, announced, policy_history, policy_timeline, policy_values
from worgl.communities.queries.roll import newest_marks, roll_call, roll_marks
from worgl.communities.queries.staff import acting_choices, acting_for, capacity_for, staff_of
from worgl.communities.queries.standing import require_active, require_one_of, require_reader, require_role
from worgl.communities.rules import (
    Act,
    Application,
    Community,
    InvitationView,
    Member,
    PolicyChange,
)

__all__ = [
    "Act",
    "Application",
    "Community",
    "InvitationView",
    "Member",
    "PolicyChange",
    "PolicyTimeline",
    "acting_choices",
    "acting_for",
    "acts",
    "administrators",
    "all_acts",
    "all_communities",
    "announced",
    "capacity_for",
    "chat",
    "chat_partner",
    "chats",
    "communities_of",
    "community",
    "community_by_slug",
    "count_members",
    "find_by_code",
    "invitation_by_token",
    "invitations",
    "member",
    "member_by_code",
    "member_by_mark",
    "member_for",
    "members",
    "members_by_codes",
    "members_by_ids",
    "members_by_marks",
    "members_of_persons",
    "members_without_person",
    "memberships",
    "message",
    "new_messages",
    "newest_marks",
    "notice",
    "notices",
    "notices_for",
    "officers",
    "page_of_members",
    "pending",
    "picture_for",
    "policy_history",
    "policy_timeline",
    "policy_values",
    "questions_of",
    "received_message",
    "reports_waiting",
    "require_active",
    "require_one_of",
    "require_reader",
    "require_role",
    "roll_call",
    "roll_marks",
    "seat",
    "staff_of",
    "standings",
    "told_of_member",
    "who_acted",
]
