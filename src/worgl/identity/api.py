"""The caller himself: who he is, how he is greeted and looks, in which language and colours."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Status
from pydantic import StringConstraints

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import NotFound
from worgl.core.limits import PICTURE_MAX
from worgl.core.pictures import CONTENT_TYPE
from worgl.core.rest import DONE, ApiRequest, Key, Line, Scope, Shape, picture_of, reads, room, sent_bytes, writes
from worgl.identity import commands, queries
from worgl.identity.rules import PersonId, Theme

router = room("Me")
OWN = (Scope.ADMIN,)
LANGUAGE_MAX = 10
_IMAGE = {"schema": {"type": "string", "format": "binary", "maxLength": PICTURE_MAX}}
PHOTOGRAPH = {"required": True, "content": dict.fromkeys(("image/jpeg", "image/png", "image/webp"), _IMAGE)}
"""Describes a body that is a picture."""


class Me(Shape):
    """The person a key acts for, and what the key may do; without a `community` it is good in all of his.

    `picture` names the content of his picture, "" when he shows none.
    """

    id: UUID
    name: str
    email: str
    language: str
    theme: Theme
    picture: str
    scopes: list[Scope]
    community: UUID | None


class NewPersonName(Shape):
    """How the person is greeted; in his communities he keeps the names he has there."""

    name: Line


class Preferences(Shape):
    """Language ("" for the browser's) and colours ("" for the device's)."""

    language: Annotated[str, StringConstraints(max_length=LANGUAGE_MAX)]
    theme: Theme


@reads(router, "/me", Me, scopes=tuple(Scope))
def me(request: ApiRequest) -> Me:
    """Read who the key acts for and what it may do."""
    found = queries.person(PersonId(request.auth.person))
    return Me(
        id=found.id,
        name=found.name,
        email=found.email,
        language=found.language,
        theme=found.theme,
        picture=queries.own_picture(found.id),
        scopes=sorted(request.auth.scopes),
        community=request.auth.community,
    )


@writes(router, "/me/name", Me, scopes=OWN, method="PUT")
def rename(request: ApiRequest, new: NewPersonName, key: Key) -> Me:
    """Change the caller's name; not for a key of one community."""
    commands.rename_person(actor=_whole(request), name=new.name, key=IdempotencyKey(key), now=clock.now())
    return me(request)


@writes(router, "/me/preferences", Me, scopes=OWN, method="PUT")
def prefer(request: ApiRequest, new: Preferences, key: Key) -> Me:
    """Choose language and colours of the caller's pages; not for a key of one community."""
    commands.set_preferences(
        actor=_whole(request), language=new.language, theme=new.theme.value, key=IdempotencyKey(key), now=clock.now()
    )
    return me(request)


@reads(router, "/me/picture", bytes, media=CONTENT_TYPE)
def picture(request: ApiRequest) -> HttpResponse:
    """Read the caller's picture as others are shown it: a WebP of 256 x 256 pixels."""
    content = queries.picture_of(PersonId(request.auth.person))
    if content is None:
        raise NotFound
    return picture_of(content)


@writes(router, "/me/picture", Me, scopes=OWN, method="PUT", body=PHOTOGRAPH)
def show_picture(request: ApiRequest, key: Key) -> Me:
    """Show a picture from now on: the body is a JPEG, PNG or WebP of at most 5 MB; not for a key of one community.

    Its middle is drawn anew as a small square, without what the camera noted; the file itself is not kept.
    """
    actor, content = _whole(request), sent_bytes(request, most=PICTURE_MAX)
    commands.show_picture(actor=actor, content=content, key=IdempotencyKey(key), now=clock.now())
    return me(request)


@writes(router, "/me/picture", scopes=OWN, method="DELETE")
def forget_picture(request: ApiRequest, key: Key) -> Status[None]:
    """Show no picture any more; not for a key of one community."""
    commands.remove_picture(actor=_whole(request), key=IdempotencyKey(key), now=clock.now())
    return DONE


def _whole(request: ApiRequest) -> PersonId:
    """Return who changes what shows in all of his communities. Refuses KeyOfOne."""
    request.auth.require_all()
    return PersonId(request.auth.person)
