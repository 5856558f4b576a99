"""Webhooks: where a member, or his community, wants to be told what happens, and how that goes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Query, Status
from pydantic import Field, StringConstraints

from worgl.api import commands, queries
from worgl.api.rules import URL_MAX, EndpointId, EndpointView, MessageId, MessageState, MessageView
from worgl.communities.pages import seat_on
from worgl.communities.queries import Member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.domains import webhook_events
from worgl.core.rest import (
    DONE,
    ApiRequest,
    Cursor,
    Key,
    Limit,
    List,
    Scope,
    Shape,
    list_of,
    reads,
    room,
    shape_from,
    writes,
)

router = room("Webhooks")
OWN = (Scope.READ, Scope.ADMIN)
"""One's own endpoints tell what `read` reads, those of the community what `admin` does."""
Kinds = Annotated[list[Annotated[str, StringConstraints(max_length=100)]], Field(max_length=len(webhook_events()))]


class EndpointShape(Shape):
    """An endpoint; `failing_since` and `disabled_at` tell that nobody took its messages.

    One that `is_gone` has said so itself (410). `missed` messages were not queued since `missed_since`, because
    too many were waiting.
    """

    id: UUID
    url: str
    kinds: list[str]
    for_community: bool
    created_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    is_gone: bool
    missed: int
    missed_since: datetime | None


class SecretShape(Shape):
    """What an endpoint's messages are signed with."""

    secret: str


class NewEndpoint(Shape):
    """An endpoint to be made: one's own, or as an administrator the community's."""

    url: Annotated[str, StringConstraints(max_length=URL_MAX)]
    kinds: Kinds
    for_community: Annotated[bool, Field(strict=True)] = False


class NewKinds(Shape):
    """What an endpoint is told from now on."""

    kinds: Kinds


class MessageShape(Shape):
    """A message and how its delivery went; `status` is the last HTTP status, 0 when nobody answered."""

    id: UUID
    kind: str
    state: MessageState
    attempts: int
    created_at: datetime
    due_at: datetime
    tried_at: datetime | None
    status: int
    error: str


@reads(router, "/communities/{slug}/webhooks", List[EndpointShape], scopes=OWN)
def endpoints(request: ApiRequest, slug: str) -> List[EndpointShape]:
    """List the caller's endpoints, by the scope read, and to administrators the community's, by the scope admin."""
    _community, viewer = seat_on(request, slug)
    found = (one for one in queries.endpoints(viewer=viewer.id) if _scope_of(one) in request.auth.scopes)
    return List(items=[_endpoint(one) for one in found], next=None)


@writes(router, "/communities/{slug}/webhooks", EndpointShape, scopes=OWN)
def make(request: ApiRequest, slug: str, new: NewEndpoint, key: Key) -> EndpointShape:
    """Make an endpoint of the caller's own, which needs the scope read, or of the community, which needs admin."""
    _community, actor = seat_on(request, slug)
    request.auth.require([Scope.ADMIN if new.for_community else Scope.READ])
    made = commands.make_endpoint(
        actor=actor.id,
        url=new.url,
        kinds=new.kinds,
        for_community=new.for_community,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return _endpoint(made)


@reads(router, "/communities/{slug}/webhooks/{uuid:endpoint}", EndpointShape, scopes=OWN)
def one(request: ApiRequest, slug: str, endpoint: UUID) -> EndpointShape:
    """Read an endpoint."""
    _community, viewer = seat_on(request, slug)
    return _endpoint(_reached(request, viewer, endpoint))


@writes(router, "/communities/{slug}/webhooks/{uuid:endpoint}", EndpointShape, scopes=OWN, method="PUT")
def set_kinds(request: ApiRequest, slug: str, endpoint: UUID, kinds: NewKinds, key: Key) -> EndpointShape:
    """Change what an endpoint is told."""
    _community, actor = seat_on(request, slug)
    _reached(request, actor, endpoint)
    changed = commands.set_kinds(
        actor=actor.id,
        endpoint=EndpointId(endpoint),
        kinds=kinds.kinds,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return _endpoint(changed)


@writes(router, "/communities/{slug}/webhooks/{uuid:endpoint}", scopes=OWN, method="DELETE")
def remove(request: ApiRequest, slug: str, endpoint: UUID, key: Key) -> Status[None]:
    """Remove an endpoint: what waits for it is not sent."""
    _community, actor = seat_on(request, slug)
    _reached(request, actor, endpoint)
    commands.remove_endpoint(actor=actor.id, endpoint=EndpointId(endpoint), key=IdempotencyKey(key), now=clock.now())
    return DONE


@reads(router, "/communities/{slug}/webhooks/{uuid:endpoint}/secret", SecretShape, scopes=OWN)
def secret(request: ApiRequest, slug: str, endpoint: UUID) -> SecretShape:
    """Read the secret an endpoint's messages are signed with."""
    _community, viewer = seat_on(request, slug)
    _reached(request, viewer, endpoint)
    return SecretShape(secret=queries.secret_of(viewer=viewer.id, endpoint=EndpointId(endpoint)))


@writes(router, "/communities/{slug}/webhooks/{uuid:endpoint}/resume", EndpointShape, scopes=OWN)
def resume(request: ApiRequest, slug: str, endpoint: UUID, key: Key) -> EndpointShape:
    """Switch on again an endpoint that was switched off because nobody took its messages."""
    _community, actor = seat_on(request, slug)
    _reached(request, actor, endpoint)
    resumed = commands.resume_endpoint(
        actor=actor.id, endpoint=EndpointId(endpoint), key=IdempotencyKey(key), now=clock.now()
    )
    return _endpoint(resumed)


@writes(router, "/communities/{slug}/webhooks/{uuid:endpoint}/test", scopes=OWN)
def test(request: ApiRequest, slug: str, endpoint: UUID, key: Key) -> Status[None]:
    """Send a message that says nothing but that it arrives."""
    _community, actor = seat_on(request, slug)
    _reached(request, actor, endpoint)
    commands.send_test(actor=actor.id, endpoint=EndpointId(endpoint), key=IdempotencyKey(key), now=clock.now())
    return DONE


@reads(router, "/communities/{slug}/webhooks/{uuid:endpoint}/messages", List[MessageShape], scopes=OWN)
def messages(
    request: ApiRequest,
    slug: str,
    endpoint: UUID,
    state: Annotated[MessageState | None, Query(description="Only messages that stand so.")] = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> List[MessageShape]:
    """List an endpoint's messages of the last 30 days and how their delivery went, newest first."""
    _community, viewer = seat_on(request, slug)
    _reached(request, viewer, endpoint)
    page = queries.messages(viewer=viewer.id, endpoint=EndpointId(endpoint), state=state, cursor=cursor, limit=limit)
    return list_of(page, _message)


@writes(router, "/communities/{slug}/webhooks/{uuid:endpoint}/messages/{uuid:message}/replay", scopes=OWN)
def replay(request: ApiRequest, slug: str, endpoint: UUID, message: UUID, key: Key) -> Status[None]:
    """Send a message once more, under its old id."""
    _community, actor = seat_on(request, slug)
    _reached(request, actor, endpoint)
    commands.replay(
        actor=actor.id,
        endpoint=EndpointId(endpoint),
        message=MessageId(message),
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return DONE


def _reached(request: ApiRequest, viewer: Member, endpoint: UUID) -> EndpointView:
    """Return an endpoint the caller may see, when his key reaches so far. Refuses EndpointUnknown, ScopeMissing."""
    found = queries.endpoint(viewer=viewer.id, endpoint=EndpointId(endpoint))
    request.auth.require([_scope_of(found)])
    return found


def _scope_of(view: EndpointView) -> Scope:
    return Scope.ADMIN if view.member is None else Scope.READ


def _endpoint(view: EndpointView) -> EndpointShape:
    return shape_from(EndpointShape, view, for_community=view.member is None)


def _message(view: MessageView) -> MessageShape:
    return shape_from(MessageShape, view)
