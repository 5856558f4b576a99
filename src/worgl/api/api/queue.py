"""What waits for a person in a community: of all domains, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from worgl.communities.pages import seat_on
from worgl.communities.queries import Community, Member
from worgl.core import clock
from worgl.core.domains import need_kinds
from worgl.core.limits import PAGE_MAX
from worgl.core.needs import Asking
from worgl.core.rest import ApiRequest, List, Scope, Shape, get, new_router

router = new_router("Queue")

if TYPE_CHECKING:
    NeedName = str
else:
    NeedName = StrEnum("NeedKind", {kind.name.upper(): kind.name for kind in need_kinds()})
    NeedName.__doc__ = "What it is that waits."
"""The kinds that domains declare; the name is that of the API's document."""


class NeedShape(Shape):
    """One thing that waits, by its id.

    A `job` failed too often and is retried at `/jobs/ID/retry`; a `dispute` waits for a ruling, a `report` for
    somebody to look, an `application` of a member for their admission, and `id` is then that of the member. `member`
    and `name` are whom it is about, null and "" for a job; `text` says why: an error, a reason, or who has invited.
    """

    kind: NeedName
    id: UUID
    since: datetime
    member: UUID | None
    name: str
    text: str


@get(router, "/communities/{slug}/queue", List[NeedShape], scopes=(Scope.ADMIN,))
def queue(request: ApiRequest, slug: str) -> List[NeedShape]:
    """List what needs a person, the most pressing kinds first, of each at most 200; for administrators.

    Disputes and reports in which the caller has a part themselves are left out.
    """
    return List(items=list(_needs(*seat_on(request, slug))), next=None)


def _needs(community: Community, viewer: Member) -> Iterator[NeedShape]:
    asking = Asking(community.id, community.slug, viewer.id, clock.now(), PAGE_MAX)
    for kind in need_kinds():
        for one in kind.find(asking):
            yield NeedShape(
                kind=NeedName(kind.name),
                id=one.id,
                since=one.since,
                member=one.member,
                name=one.name,
                text=one.text,
            )
