"""What administrators do: let in, pause, give roles, and the record of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Status
from pydantic import Field

from worgl.communities import commands, queries
from worgl.communities.api.shapes import ActShape, ApplicationShape, act_shape, application_shape
from worgl.communities.pages import seat_on
from worgl.communities.rules import ActFilter, MemberId, Role
from worgl.communities.rules.acts import acts_csv, acts_of
from worgl.core import clock
from worgl.core.acts import ActGroup
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import (
    CSV,
    DONE,
    ApiRequest,
    Cursor,
    Day,
    Key,
    Limit,
    Line,
    List,
    Scope,
    Shape,
    file_of,
    list_of,
    reads,
    room,
    writes,
)

router = room("Administration")
ADMIN = (Scope.ADMIN,)


class Because(Shape):
    """Why it is done; kept in the record for all administrators to read."""

    reason: Line = ""


class Acts(Shape):
    """Which acts are meant; what is left out narrows nothing."""

    actor: UUID | None = Field(None, description="Who did it.")
    group: ActGroup | None = Field(None, description="What it was about.")
    since: Day | None = Field(None, description="First day, in the community's zone.")
    until: Day | None = Field(None, description="Last day, included.")

    def filter_in(self, zone: str) -> ActFilter:
        """Return the filter that is meant, its days those of a zone."""
        actor = MemberId(self.actor) if self.actor else None
        return acts_of(actor=actor, group=self.group, first=self.since, last=self.until, zone=zone)


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
def acts(
    request: ApiRequest,
    slug: str,
    asked: Annotated[Acts, Query()],
    cursor: Cursor = "",
    limit: Limit = 50,
) -> List[ActShape]:
    """List what administrators and treasurers did, newest first."""
    community, viewer = seat_on(request, slug)
    page = queries.acts(
        community=community.id, viewer=viewer.id, asked=asked.filter_in(community.zone), cursor=cursor, limit=limit
    )
    return list_of(page, act_shape)


@reads(router, "/communities/{slug}/acts.csv", str, scopes=ADMIN, media=CSV)
def acts_table(request: ApiRequest, slug: str, asked: Annotated[Acts, Query()]) -> HttpResponse:
    """Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit."""
    community, viewer = seat_on(request, slug)
    found = queries.all_acts(community=community.id, viewer=viewer.id, asked=asked.filter_in(community.zone))
    return file_of(acts_csv(found), media=CSV, name=f"{community.slug}-record.csv")


@writes(router, "/communities/{slug}/jobs/{uuid:job}/retry", scopes=ADMIN)
def retry_job(request: ApiRequest, slug: str, job: UUID, key: Key) -> Status[None]:
    """Let work of the community that was given up run again; for administrators. The queue lists such work."""
    _community, actor = seat_on(request, slug)
    commands.retry_job(actor=actor.id, job=job, key=IdempotencyKey(key), now=clock.now())
    return DONE
