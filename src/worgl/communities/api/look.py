"""How a community is shown: its colour, logo and icon."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from worgl.communities import commands, queries
from worgl.communities.pages import SEAT
from worgl.communities.queries import Community, Member
from worgl.communities.rules import LookKind
from worgl.core.limits import PICTURE_MAX
from worgl.core.rest import New, Resource, Seen, Shape, Upload, new_router

router = new_router("Look and texts")
_BINARY = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
PHOTOGRAPH = Upload("content", PICTURE_MAX, {"required": True, "content": _BINARY})
"""Describes a body that is a picture."""


class LookShape(Shape):
    """How a community is shown: a colour as "#rrggbb", addresses of logo and icon; "" for the usual ones."""

    colour: str
    logo: str
    icon: str


def _shape(community: Community) -> LookShape:
    return LookShape(
        colour=community.colour,
        logo=_address(community, LookKind.LOGO, community.logo),
        icon=_address(community, LookKind.ICON_512, community.icon),
    )


def _address(community: Community, kind: LookKind, digest: str) -> str:
    if not digest:
        return ""
    return settings.SITE_URL + reverse("communities:look_picture", args=[community.slug, kind.value, digest[:16]])


LOOK: Seen[tuple[Community, Member], Community] = Seen(
    queries.community, LookShape, lambda _here, community: _shape(community)
)

look = Resource(router, "/communities/{slug}/look", SEAT)
look.reads("look", LOOK, "Read how a community is shown.")
look.acts(
    "set_colour",
    commands.set_colour,
    "Change the colour; for administrators. Pages use shades of it that can be read on light and dark.",
    New("NewColour", 'A colour as "#rrggbb"; "" is the usual one.'),
    LOOK,
    path="",
    method="PUT",
)
look.acts(
    "show_logo",
    commands.show_logo,
    "Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators.",
    PHOTOGRAPH,
    LOOK,
    path="/logo",
    method="PUT",
)
look.acts(
    "remove_logo", commands.remove_logo, "Show no logo any more; for administrators.", path="/logo", method="DELETE"
)
look.acts(
    "show_icon",
    commands.show_icon,
    "Show an icon, also of the installed app: the body is a JPEG, PNG or WebP of at most 5 MB. For administrators.",
    PHOTOGRAPH,
    LOOK,
    path="/icon",
    method="PUT",
)
look.acts(
    "remove_icon", commands.remove_icon, "Show the usual icon again; for administrators.", path="/icon", method="DELETE"
)
