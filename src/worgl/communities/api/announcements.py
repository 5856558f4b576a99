"""What administrators tell all members."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from worgl.communities import commands, queries
from worgl.communities.api.administration import ADMIN
from worgl.communities.api.shapes import made_as
from worgl.communities.pages import SEAT, seat_on
from worgl.core import clock
from worgl.core.rest import ApiRequest, List, New, Resource, Shape, get, new_router, shape_from

router = new_router("Announcements")


class AnnouncementShape(Shape):
    """What stands for all members until `expires_at`."""

    id: UUID
    title: str
    body: str
    by: str
    at: datetime
    expires_at: datetime


class PublishedShape(AnnouncementShape):
    """The same for administrators; `seen` counts who has put it away."""

    is_withdrawn: bool
    seen: int


class MadeAnnouncement(Shape):
    """An announcement just made."""

    id: UUID


@get(router, "/communities/{slug}/announcements", List[AnnouncementShape])
def standing(request: ApiRequest, slug: str) -> List[AnnouncementShape]:
    """List the latest announcements the caller has not put away, newest first."""
    _community, member = seat_on(request, slug)
    found = queries.notices_for(member, now=clock.now())
    return List(items=[shape_from(AnnouncementShape, one) for one in found], next=None)


announcements = Resource(
    router, "/communities/{slug}/announcements", SEAT, one="{uuid:announcement}", taken_as="notice"
)
announcements.lists(
    "published",
    queries.notices,
    "List all that was announced, newest first; for administrators.",
    PublishedShape,
    path="/all",
    scopes=ADMIN,
)
announcements.makes(
    "announce",
    commands.publish_notice,
    "Announce something to all members; for administrators.",
    New("NewAnnouncement", "What all members are told, and for how many days it stands."),
    made_as(MadeAnnouncement),
)
announcements.acts("dismiss", commands.dismiss_notice, "Put an announcement away for the caller; others still see it.")
announcements.acts(
    "withdraw",
    commands.withdraw_notice,
    "Show an announcement to nobody any more; for administrators.",
    path="",
    method="DELETE",
)
