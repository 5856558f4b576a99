"""What administrators do: let in, pause, give roles, and the record of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from ninja import Status

from worgl.communities import commands, queries
from worgl.communities.api.shapes import ActShape, ApplicationShape, act_shape, application_shape
from worgl.communities.pages import seat_on
from worgl.communities.rules import MemberId, Role
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import DONE, ApiRequest, Cursor, Key, Limit, Line, List, Scope, Shape, list_of, reads, room, writes

router = room("Administration")
ADMIN = (Scope.ADMIN,)


class Because(Shape):
    """Why it is done; kept in the record for all administrators to read."""

    reason: Line = ""


@reads(router, "/communities/{slug}/applications", List[ApplicationShape], scopes=ADMIN)
def applications(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[ApplicationShape]:
    """List who waits for approval, the longest first."""
    community, viewer = seat_on(request, slug)
    page = queries.pending(community=community.id, viewer=viewer.id, cursor=cursor, limit=limit)
    return list_of(page, application_shape)


@writes(router, "/communities/{slug}/applications/{uuid:member}/approve", scopes=ADMIN)
def approve(request: ApiRequest, slug: str, member: UUID, because: Because, key: Key) -> Status[None]:
    """Admit who waits for approval."""
    return _act(commands.approve, request, slug, member, because, key)


@writes(router, "/communities/{slug}/applications/{uuid:member}/decline", scopes=ADMIN)
def decline(request: ApiRequest, slug: str, member: UUID, because: Because, key: Key) -> Status[None]:
    """Decline who waits for approval."""
    return _act(commands.decline, request, slug, member, because, key)


@writes(router, "/communities/{slug}/members/{uuid:member}/suspend", scopes=ADMIN)
def suspend(request: ApiRequest, slug: str, member: UUID, because: Because, key: Key) -> Status[None]:
    """Stop a member from acting until reinstated."""
    return _act(commands.suspend, request, slug, member, because, key)


@writes(router, "/communities/{slug}/members/{uuid:member}/reinstate", scopes=ADMIN)
def reinstate(request: ApiRequest, slug: str, member: UUID, because: Because, key: Key) -> Status[None]:
    """Let a suspended member act again."""
    return _act(commands.reinstate, request, slug, member, because, key)


def _act(
    command: Callable[..., None], request: ApiRequest, slug: str, member: UUID, because: Because, key: str
) -> Status[None]:
    _community, actor = seat_on(request, slug)
    command(actor=actor.id, member=MemberId(member), reason=because.reason, key=IdempotencyKey(key), now=clock.now())
    return DONE


@writes(router, "/communities/{slug}/members/{uuid:member}/roles/{role}", scopes=ADMIN, method="PUT")
def grant_role(request: ApiRequest, slug: str, member: UUID, role: Role, key: Key) -> Status[None]:
    """Give an active member a role."""
    return _role(commands.grant_role, request, slug, member, role, key)


@writes(router, "/communities/{slug}/members/{uuid:member}/roles/{role}", scopes=ADMIN, method="DELETE")
def revoke_role(request: ApiRequest, slug: str, member: UUID, role: Role, key: Key) -> Status[None]:
    """Take a role from a member."""
    return _role(commands.revoke_role, request, slug, member, role, key)


def _role(
    command: Callable[..., None], request: ApiRequest, slug: str, member: UUID, role: Role, key: str
) -> Status[None]:
    _community, actor = seat_on(request, slug)
    command(actor=actor.id, member=MemberId(member), role=role, key=IdempotencyKey(key), now=clock.now())
    return DONE


@reads(router, "/communities/{slug}/acts", List[ActShape], scopes=ADMIN)
def acts(request: ApiRequest, slug: str, cursor: Cursor = "", limit: Limit = 50) -> List[ActShape]:
    """List what administrators and treasurers did, newest first."""
    community, viewer = seat_on(request, slug)
    return list_of(queries.acts(community=community.id, viewer=viewer.id, cursor=cursor, limit=limit), act_shape)
