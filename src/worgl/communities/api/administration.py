"""What administrators do: let in, pause, give roles, and the record of it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query
from pydantic import Field

from worgl.communities import commands, queries
from worgl.communities.api.shapes import ActShape, ApplicationShape
from worgl.communities.pages import SEAT, seat_on
from worgl.communities.rules import AuditFilter, MemberId
from worgl.communities.rules.audit import acts_of, audit_csv
from worgl.core.audit import AuditGroup
from worgl.core.rest import (
    CSV,
    ApiRequest,
    Cursor,
    Day,
    Limit,
    List,
    Resource,
    Scope,
    Shape,
    SingleLine,
    file_of,
    get,
    list_of,
    new_router,
    shape_from,
)

router = new_router("Administration")
ADMIN = (Scope.ADMIN,)


class Because(Shape):
    """Why it is done; kept in the record for all administrators to read."""

    reason: SingleLine = ""


class Acts(Shape):
    """Which acts are meant; what is left out narrows nothing."""

    actor: UUID | None = Field(None, description="Who did it.")
    group: AuditGroup | None = Field(None, description="What it was about.")
    since: Day | None = Field(None, description="First day, in the community's zone.")
    until: Day | None = Field(None, description="Last day, included.")

    def filter_in(self, zone: str) -> AuditFilter:
        """Return the filter that is meant, its days those of a zone."""
        actor = MemberId(self.actor) if self.actor else None
        return acts_of(actor=actor, group=self.group, first=self.since, last=self.until, zone=zone)


applications = Resource(router, "/communities/{slug}/applications", SEAT, one="{uuid:member}", read_by=ADMIN)
applications.lists("applications", queries.pending, "List who waits for approval, the longest first.", ApplicationShape)
applications.acts("approve", commands.approve, "Admit who waits for approval.", Because)
applications.acts("decline", commands.decline, "Decline who waits for approval.", Because)

members = Resource(router, "/communities/{slug}/members", SEAT, one="{uuid:member}")
members.acts("suspend", commands.suspend, "Stop a member from acting until reinstated.", Because)
members.acts("reinstate", commands.reinstate, "Let a suspended member act again.", Because)
members.acts("grant_role", commands.grant_role, "Give an active member a role.", path="/roles/{role}", method="PUT")
members.acts("revoke_role", commands.revoke_role, "Take a role from a member.", path="/roles/{role}", method="DELETE")


@get(router, "/communities/{slug}/acts", List[ActShape], scopes=ADMIN)
def acts(
    request: ApiRequest,
    slug: str,
    asked: Annotated[Acts, Query()],
    cursor: Cursor = "",
    limit: Limit = 50,
) -> List[ActShape]:
    """List what administrators and treasurers did, newest first."""
    community, viewer = seat_on(request, slug)
    page = queries.audit_log(
        community=community.id, viewer=viewer.id, asked=asked.filter_in(community.zone), cursor=cursor, limit=limit
    )
    return list_of(page, lambda act: shape_from(ActShape, act))


@get(router, "/communities/{slug}/acts.csv", str, scopes=ADMIN, media=CSV)
def acts_table(request: ApiRequest, slug: str, asked: Annotated[Acts, Query()]) -> HttpResponse:
    """Read the same record as CSV in UTF-8, times in UTC, the newest 20,000 of those that fit."""
    community, viewer = seat_on(request, slug)
    found = queries.whole_audit_log(community=community.id, viewer=viewer.id, asked=asked.filter_in(community.zone))
    return file_of(audit_csv(found), media=CSV, name=f"{community.slug}-record.csv")


Resource(router, "/communities/{slug}/jobs", SEAT, one="{uuid:job}").acts(
    "retry_job",
    commands.retry_job,
    "Let work of the community that was given up run again; for administrators. The queue lists such work.",
    path="/retry",
)
