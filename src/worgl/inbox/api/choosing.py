"""By which ways and when the caller is told."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import ApiRequest, Key, Resource, Seen, Shape, Shown, send
from worgl.identity.rules import PersonId
from worgl.inbox import commands, queries
from worgl.inbox.api.notices import ANSWER, READER, reader_on, router
from worgl.inbox.rules import Email, Group, Hours, KindChoice, Ways

ZONE_MAX = 64


class WaysShape(Shape):
    """In the app, by e-mail (at once, or in a daily or weekly digest), on the person's devices."""

    in_app: StrictBool
    email: Email
    push: StrictBool


class ChoiceShape(WaysShape):
    """A kind of notice and by which ways it comes; `group` is its heading in the settings."""

    kind: str
    name: str
    group: Group


class HoursShape(Shape):
    """The full hour at which digests come, by the clocks of `zone`; weekly ones on Mondays."""

    zone: Annotated[str, StringConstraints(max_length=ZONE_MAX, pattern=r"^[^\x00-\x1f\x7f]*$")]
    hour: Annotated[int, Field(strict=True, ge=0, le=23)]


class MailboxShape(Shape):
    """Where letters go, "" until an address is confirmed; `trouble` says why none arrive, "" while they do."""

    address: str
    trouble: str


def _choice(_person: PersonId, choice: KindChoice) -> ChoiceShape:
    return _shape(choice)


own = Resource(router, "/notices", READER)
own.lists(
    "choices",
    queries.choices,
    "List every kind of notice with the ways the caller has chosen for it.",
    Shown(ChoiceShape, _choice),
    path="/choices",
)


@send(router, "/notices/choices/{kind}", ChoiceShape, scopes=ANSWER, method="PUT")
def choose(request: ApiRequest, kind: str, ways: WaysShape, key: Key) -> ChoiceShape:
    """Choose by which ways the caller is told of one kind; with none of them it is off."""
    chosen = Ways(ways.in_app, ways.email, ways.push)
    commands.choose_ways(actor=reader_on(request), ways={kind: chosen}, key=IdempotencyKey(key), now=clock.now())
    return _shape(KindChoice(queries.kind_of(kind), chosen))


def _shape(choice: KindChoice) -> ChoiceShape:
    kind, ways = choice.kind, choice.ways
    return ChoiceShape(
        kind=kind.key, name=str(kind.name), group=kind.group, in_app=ways.in_app, email=ways.email, push=ways.push
    )


HOURS: Seen[PersonId, Hours] = Seen(queries.hours, HoursShape)
own.reads("hours", HOURS, "Read when the caller's digests come.", path="/hours")
own.acts(
    "choose_hours",
    commands.choose_hours,
    "Choose when the caller's digests come.",
    HoursShape,
    HOURS,
    path="/hours",
    method="PUT",
)
own.reads("address", Seen(queries.mailbox, MailboxShape), "Read where the caller's letters go.", path="/address")
own.acts(
    "trust_address",
    commands.trust_address_again,
    "Let letters go again to the caller's address, which could not be reached before.",
    path="/address/trust",
)
