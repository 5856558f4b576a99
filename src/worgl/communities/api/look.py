"""How a community is shown: its colour, logo and icon."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from ninja import Status

from worgl.communities import commands
from worgl.communities.api.administration import ADMIN
from worgl.communities.pages import seat_on
from worgl.communities.queries import Community
from worgl.communities.rules import LookKind
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.limits import PICTURE_MAX
from worgl.core.rest import DONE, ApiRequest, Key, Line, Shape, reads, room, sent_bytes, writes

router = room("Look and texts")
PHOTOGRAPH = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}
"""Describes a body that is a picture."""


class LookShape(Shape):
    """How a community is shown: a colour as "#rrggbb", addresses of logo and icon; "" for the usual ones."""

    colour: str
    logo: str
    icon: str


class NewColour(Shape):
    """A colour as "#rrggbb"; "" is the usual one."""

    colour: Line


@reads(router, "/communities/{slug}/look", LookShape)
def look(request: ApiRequest, slug: str) -> LookShape:
    """Read how a community is shown."""
    community, _member = seat_on(request, slug)
    return _shape(community)


@writes(router, "/communities/{slug}/look", LookShape, scopes=ADMIN, method="PUT")
def set_colour(request: ApiRequest, slug: str, new: NewColour, key: Key) -> LookShape:
    """Change the colour; for administrators. Pages use shades of it that can be read on light and dark."""
    _community, actor = seat_on(request, slug)
    commands.set_colour(actor=actor.id, colour=new.colour, key=IdempotencyKey(key), now=clock.now())
    return look(request, slug)


@writes(router, "/communities/{slug}/look/logo", LookShape, scopes=ADMIN, method="PUT", body=PHOTOGRAPH)
def show_logo(request: ApiRequest, slug: str, key: Key) -> LookShape:
    """Show a logo: the body is a JPEG, PNG or WebP of at most 5 MB; it is drawn anew. For administrators."""
    _community, actor = seat_on(request, slug)
    content = sent_bytes(request, most=PICTURE_MAX)
    commands.show_logo(actor=actor.id, content=content, key=IdempotencyKey(key), now=clock.now())
    return look(request, slug)


@writes(router, "/communities/{slug}/look/logo", scopes=ADMIN, method="DELETE")
def remove_logo(request: ApiRequest, slug: str, key: Key) -> Status[None]:
    """Show no logo any more; for administrators."""
    _community, actor = seat_on(request, slug)
    commands.remove_logo(actor=actor.id, key=IdempotencyKey(key), now=clock.now())
    return DONE


@writes(router, "/communities/{slug}/look/icon", LookShape, scopes=ADMIN, method="PUT", body=PHOTOGRAPH)
def show_icon(request: ApiRequest, slug: str, key: Key) -> LookShape:
    """Show an icon, also of the installed app: the body is a JPEG, PNG or WebP of at most 5 MB. For administrators."""
    _community, actor = seat_on(request, slug)
    content = sent_bytes(request, most=PICTURE_MAX)
    commands.show_icon(actor=actor.id, content=content, key=IdempotencyKey(key), now=clock.now())
    return look(request, slug)


@writes(router, "/communities/{slug}/look/icon", scopes=ADMIN, method="DELETE")
def remove_icon(request: ApiRequest, slug: str, key: Key) -> Status[None]:
    """Show the usual icon again; for administrators."""
    _community, actor = seat_on(request, slug)
    commands.remove_icon(actor=actor.id, key=IdempotencyKey(key), now=clock.now())
    return DONE


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
