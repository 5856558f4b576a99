"""Letting people in, and the terms of a community: invitations, its name, places and words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from worgl.communities import commands, queries
from worgl.communities.api.shapes import RENAMED
from worgl.communities.pages import SEAT
from worgl.communities.rules import Community, Invitation, Member
from worgl.core.rest import New, Resource, Shape, Shown, new_router

router = new_router("Invitations and terms")


class InvitationShape(Shape):
    """An open invitation; `direct` ones let people in at once. Its link is told when it is made, never again."""

    id: UUID
    invited_by: str
    uses: int
    used: int
    direct: bool
    expires_at: datetime


class MadeInvitation(Shape):
    """An invitation just made, with its link."""

    id: UUID
    link: str
    expires_at: datetime


def _made(_here: tuple[Community, Member], made: Invitation) -> MadeInvitation:
    return MadeInvitation(id=made.id, link=settings.SITE_URL + made.path, expires_at=made.expires_at)


invitations = Resource(router, "/communities/{slug}/invitations", SEAT, one="{uuid:invitation}")
invitations.lists(
    "invitations",
    queries.invitations,
    "List the caller's open invitations, to administrators all of them, newest first.",
    InvitationShape,
)
invitations.makes(
    "invite",
    commands.invite,
    "Make a link that lets people ask to join; an administrator's lets them in at once.",
    New("NewInvitation", "For how many people, and for how many days."),
    Shown(MadeInvitation, _made),
)
invitations.acts(
    "revoke",
    commands.revoke_invitation,
    "Take an invitation back: its link lets nobody in any more.",
    path="",
    method="DELETE",
)

terms = Resource(router, "/communities/{slug}", SEAT)
terms.acts(
    "rename",
    commands.rename_community,
    "Change the community's name; for administrators.",
    New("NewName", "The community's name; its address stays."),
    RENAMED,
    path="/name",
    method="PUT",
)
terms.acts(
    "set_cap",
    commands.set_cap,
    "Change how many members there can be; for administrators.",
    New("NewCap", "How many members there can be."),
    RENAMED,
    path="/cap",
    method="PUT",
)
terms.acts(
    "rename_words",
    commands.rename_words,
    'Replace words such as "member" by the community\'s own; for administrators.',
    New(
        "NewWords",
        """The community's own words; one that is left out is the usual one again.

    With a `language` such as `de` they are for its readers, without one for all who have none of their own.
    """,
    ),
    RENAMED,
    path="/words",
    method="PUT",
)
