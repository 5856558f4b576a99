"""The callers themselves: who they are, how they are greeted and look, in which language and colours."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from pydantic import StringConstraints

from worgl.core.errors import NotFound
from worgl.core.limits import PICTURE_MAX
from worgl.core.pictures import CONTENT_TYPE
from worgl.core.rest import (
    Anew,
    ApiRequest,
    Caller,
    Entry,
    New,
    Resource,
    Scope,
    Shape,
    Upload,
    get,
    new_router,
    picture_of,
    shape_from,
)
from worgl.identity import commands, queries
from worgl.identity.rules import PersonId, Theme

router = new_router("Me")
LANGUAGE_MAX = 10
_IMAGE = {"schema": {"type": "string", "format": "binary", "maxLength": PICTURE_MAX}}
_KINDS = dict.fromkeys(("image/jpeg", "image/png", "image/webp"), _IMAGE)
PHOTOGRAPH = Upload("content", PICTURE_MAX, {"required": True, "content": _KINDS})
"""Describes a body that is a picture."""


class Me(Shape):
    """The person a key acts for, and what the key may do; without a `community` it is good in all of theirs.

    `picture` names the content of their picture, "" when they show none.
    """

    id: UUID
    name: str
    email: str
    language: str
    theme: Theme
    picture: str
    scopes: list[Scope]
    community: UUID | None


class Preferences(Shape):
    """Language ("" for the browser's) and colours ("" for the device's)."""

    language: Annotated[str, StringConstraints(max_length=LANGUAGE_MAX)]
    theme: Theme


def _me(caller: Caller) -> Me:
    found = queries.person(PersonId(caller.person))
    return shape_from(
        Me,
        found,
        picture=queries.own_picture(found.id),
        scopes=sorted(caller.scopes),
        community=caller.community,
    )


@get(router, "/me", Me, scopes=tuple(Scope))
def me(request: ApiRequest) -> Me:
    """Read who the key acts for and what it may do."""
    return _me(request.auth)


def _whole(request: ApiRequest) -> Caller:
    """Return the caller who changes what shows in all of their communities. Refuses KeyOfOne."""
    request.auth.require_all()
    return request.auth


ME = Anew(Me, _me)
own = Resource(router, "/me", Entry(_whole, {"actor": lambda caller: PersonId(caller.person)}))
own.acts(
    "rename",
    commands.rename_person,
    "Change the caller's name; not for a key of one community.",
    New("NewPersonName", "How the person is greeted; in their communities they keep the names they have there."),
    ME,
    path="/name",
    method="PUT",
)
own.acts(
    "prefer",
    commands.set_preferences,
    "Choose language and colours of the caller's pages; not for a key of one community.",
    Preferences,
    ME,
    path="/preferences",
    method="PUT",
)


@get(router, "/me/picture", bytes, media=CONTENT_TYPE)
def picture(request: ApiRequest) -> HttpResponse:
    """Read the caller's picture as others are shown it: a WebP of 256 x 256 pixels."""
    content = queries.picture_of(PersonId(request.auth.person))
    if content is None:
        raise NotFound
    return picture_of(content)


own.acts(
    "show_picture",
    commands.show_picture,
    """Show a picture from now on: the body is a JPEG, PNG or WebP of at most 5 MB; not for a key of one community.

    Its middle is drawn anew as a small square, without what the camera noted; the file itself is not kept.
    """,
    PHOTOGRAPH,
    ME,
    path="/picture",
    method="PUT",
)
own.acts(
    "forget_picture",
    commands.remove_picture,
    "Show no picture any more; not for a key of one community.",
    path="/picture",
    method="DELETE",
)
