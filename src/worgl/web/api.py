"""Everything about the caller: have it packed, see how far it is, fetch it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse

from worgl.core import clock, personal_exports
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import NotFound
from worgl.core.rest import ApiRequest, Key, Scope, Shape, file_of, get, new_router, send, shape_from
from worgl.identity.rules import PersonId
from worgl.web.personal_exports import Packing, PackState, latest, order_parcel

router = new_router("Everything about me")
READ, MESSAGES = (Scope.READ,), (Scope.MESSAGES,)
ZIP = "application/zip"


class ParcelShape(Shape):
    """Everything about a person in one ZIP; while it is packed, `done` of `total` memberships are in it.

    `size` is in bytes; it can be fetched from `ready_at` until `expires_at`.
    """

    id: UUID
    state: PackState
    done: int
    total: int
    size: int | None
    ordered_at: datetime
    ready_at: datetime | None
    expires_at: datetime


@send(router, "/me/everything", ParcelShape, scopes=READ, also=MESSAGES)
def order(request: ApiRequest, key: Key) -> ParcelShape:
    """Have everything about the caller packed; one that is being packed is told of instead.

    Not for a key of one community: what is told is of all of them.
    """
    own = _whole(request)
    order_parcel(actor=own, key=IdempotencyKey(key), now=clock.now())
    return _latest(own)


@get(router, "/me/everything", ParcelShape, scopes=READ, also=MESSAGES)
def state(request: ApiRequest) -> ParcelShape:
    """Read how far the caller's latest parcel is; there is none before it was ordered or when its days are over."""
    return _latest(_whole(request))


@get(router, "/me/everything/{uuid:parcel}", bytes, scopes=READ, also=MESSAGES, media=ZIP)
def fetch(request: ApiRequest, parcel: UUID) -> HttpResponse:
    """Fetch a parcel that is ready."""
    found = personal_exports.opened(parcel, owner=_whole(request), now=clock.now())
    return file_of(found.content, media=ZIP, name=found.name)


def _whole(request: ApiRequest) -> PersonId:
    request.auth.require_all()
    return PersonId(request.auth.person)


def _latest(person: PersonId) -> ParcelShape:
    packing: Packing | None = latest(person, now=clock.now())
    if packing is None:
        raise NotFound
    parcel = packing.parcel
    return shape_from(ParcelShape, parcel, state=packing.state, done=packing.done, total=packing.total)
