"""Reads of communities; see the modules by noun."""

from __future__ import annotations

from worgl.communities.queries.acts import acts
from worgl.communities.queries.communities import (
    all_communities,
    communities_of,
    community,
    community_by_slug,
    find_by_code,
    seat,
)
from worgl.communities.queries.invitations import invitation_by_token, invitations
from worgl.communities.queries.members import (
    count_members,
    member,
    member_by_code,
    member_for,
    members,
    members_by_codes,
    members_by_ids,
    officers,
    page_of_members,
    pending,
)
from worgl.communities.queries.mine import memberships, told_of_member
from worgl.communities.queries.policy import PolicyTimeline, announced, policy_history, policy_timeline, policy_values
from worgl.communities.queries.standing import require_active, require_reader, require_role
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
    "acts",
    "all_communities",
    "announced",
    "communities_of",
    "community",
    "community_by_slug",
    "count_members",
    "find_by_code",
    "invitation_by_token",
    "invitations",
    "member",
    "member_by_code",
    "member_for",
    "members",
    "members_by_codes",
    "members_by_ids",
    "memberships",
    "officers",
    "page_of_members",
    "pending",
    "policy_history",
    "policy_timeline",
    "policy_values",
    "require_active",
    "require_reader",
    "require_role",
    "seat",
    "told_of_member",
]
