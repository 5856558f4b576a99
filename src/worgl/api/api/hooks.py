"""Webhooks: where a member, or their community, wants to be told what happens, and how that goes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from worgl.api import commands, queries
from worgl.api.rules import URL_MAX, EndpointId, EndpointView, MessageState
from worgl.communities.pages import seat_on
from worgl.communities.queries import Member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.domains import webhook_events
from worgl.core.rest import (
    ApiRequest,
    Entry,
    Key,
    List,
    Resource,
    Scope,
    Seen,
    Shape,
    Shown,
    get,
    new_router,
    send,
    shape_from,
)

router = new_router("Webhooks")
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


@get(router, "/communities/{slug}/webhooks", List[EndpointShape], scopes=OWN)
def endpoints(request: ApiRequest, slug: str) -> List[EndpointShape]:
    """List the caller's endpoints, by the scope read, and to administrators the community's, by the scope admin."""
    _community, viewer = seat_on(request, slug)
    found = (one for one in queries.endpoints(viewer=viewer.id) if _scope_of(one) in request.auth.scopes)
    return List(items=[_endpoint(one) for one in found], next=None)


@send(router, "/communities/{slug}/webhooks", EndpointShape, scopes=OWN)
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


Reached = tuple[Member, EndpointView]


def _reached(request: ApiRequest, slug: str, endpoint: UUID) -> Reached:
    """Return the caller and an endpoint they may see, when their key reaches so far.

    Refuses EndpointUnknown, ScopeMissing.
    """
    _community, viewer = seat_on(request, slug)
    found = queries.endpoint(viewer=viewer.id, endpoint=EndpointId(endpoint))
    request.auth.require([_scope_of(found)])
    return viewer, found


def _scope_of(view: EndpointView) -> Scope:
    return Scope.ADMIN if view.member is None else Scope.READ


def _endpoint(view: EndpointView) -> EndpointShape:
    return shape_from(EndpointShape, view, for_community=view.member is None)


def _one(_here: Reached, view: EndpointView) -> EndpointShape:
    return _endpoint(view)


ENDPOINT = Entry(
    _reached,
    {
        "actor": lambda here: here[0].id,
        "viewer": lambda here: here[0].id,
        "endpoint": lambda here: here[1].id,
    },
)
one = Resource(router, "/communities/{slug}/webhooks/{uuid:endpoint}", ENDPOINT, read_by=OWN, write_by=OWN)
one.reads("one", Seen(queries.endpoint, EndpointShape, _one), "Read an endpoint.")
one.acts(
    "set_kinds",
    commands.set_kinds,
    "Change what an endpoint is told.",
    NewKinds,
    Shown(EndpointShape, _one),
    path="",
    method="PUT",
)
one.acts(
    "remove",
    commands.remove_endpoint,
    "Remove an endpoint: what waits for it is not sent.",
    path="",
    method="DELETE",
)
one.reads(
    "secret",
    Seen(queries.secret_of, SecretShape, lambda _here, secret: SecretShape(secret=secret)),
    "Read the secret an endpoint's messages are signed with.",
    path="/secret",
)
one.acts(
    "resume",
    commands.resume_endpoint,
    "Switch on again an endpoint that was switched off because nobody took its messages.",
    None,
    Shown(EndpointShape, _one),
)
one.acts("test", commands.send_test, "Send a message that says nothing but that it arrives.")
one.lists(
    "messages",
    queries.messages,
    "List an endpoint's messages of the last 30 days and how their delivery went, newest first.",
    MessageShape,
    path="/messages",
    asked={"state": "Only messages that stand so."},
)
one.acts(
    "replay",
    commands.replay,
    "Send a message once more, under its old id.",
    path="/messages/{uuid:message}/replay",
)
