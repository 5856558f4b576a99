"""Access: the checks every command and query of this and the upper domains begins with."""

from __future__ import annotations

from django.db.models import UUIDField

from worgl.communities import models
from worgl.communities.errors import MemberUnknown, NotActive, NotAMember, RoleNeeded
from worgl.communities.queries.views import member_view
from worgl.communities.rules import SEATED, CommunityId, Member, MemberId, Role
from worgl.core.prepared import Prepared, param
from worgl.core.request_cache import cached, prime


def require_active(member: MemberId) -> Member:
    """Return an active member; refuses MemberUnknown, NotActive."""
    found = known_member(member)
    if not found.is_active:
        raise NotActive
    return found


def require_role(member: MemberId, role: Role) -> Member:
    """Return an active member who holds the role; refuses MemberUnknown, NotActive, RoleNeeded."""
    found = require_active(member)
    if role not in found.roles:
        raise RoleNeeded(role=role.value)
    return found


def require_one_of(member: MemberId, *roles: Role) -> Member:
    """Return an active member who holds one of the roles; refuses MemberUnknown, NotActive, RoleNeeded (the first)."""
    found = require_active(member)
    if not found.roles & set(roles):
        raise RoleNeeded(role=roles[0].value)
    return found


def require_reader(viewer: MemberId, *, community: CommunityId) -> Member:
    """Return a member who may read a community's pages: active or suspended there. Refuses NotAMember."""
    try:
        found = known_member(viewer)
    except MemberUnknown:
        raise NotAMember from None
    if found.community != community or found.state not in SEATED:
        raise NotAMember
    return found


def require_admin_reader(viewer: MemberId, *, community: CommunityId) -> Member:
    """Return an administrator of a community. Refuses NotAMember, RoleNeeded."""
    found = require_reader(viewer, community=community)
    if not found.is_admin:
        raise RoleNeeded(role=Role.ADMIN.value)
    return found


def require_moderating_reader(viewer: MemberId, *, community: CommunityId) -> Member:
    """Return a moderator or administrator of a community. Refuses NotAMember, RoleNeeded."""
    found = require_reader(viewer, community=community)
    if not found.is_moderator:
        raise RoleNeeded(role=Role.MODERATOR.value)
    return found


@cached
def known_member(member: MemberId) -> Member:
    """Return a member in any state; refuses MemberUnknown."""
    row = _BY_ID.first(member=member)
    if row is None:
        raise MemberUnknown
    return member_view(row)


_BY_ID = Prepared(lambda: models.Member.seen.filter(pk=param("member", UUIDField())))


def seen(row: models.Member) -> Member:
    """Return a row just read as a member whom this reading need not look up again; for this domain's own rooms."""
    found = member_view(row)
    prime(known_member, found, found.id)
    return found
