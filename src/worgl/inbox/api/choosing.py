"""By which ways and when the caller is told."""

from __future__ import annotations

from typing import Annotated

from ninja import Status
from pydantic import Field, StrictBool, StringConstraints

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import DONE, ApiRequest, Key, List, Shape, reads, shape_from, writes
from worgl.inbox import commands, queries
from worgl.inbox.api.notices import ANSWER, reader_on, router
from worgl.inbox.rules import Email, Group, KindChoice, Ways

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


@reads(router, "/notices/choices", List[ChoiceShape])
def choices(request: ApiRequest) -> List[ChoiceShape]:
    """List every kind of notice with the ways the caller has chosen for it."""
    found = queries.choices(reader_on(request))
    return List(items=[_shape(one) for one in found], next=None)


@writes(router, "/notices/choices/{kind}", ChoiceShape, scopes=ANSWER, method="PUT")
def choose(request: ApiRequest, kind: str, ways: WaysShape, key: Key) -> ChoiceShape:
    """Choose by which ways the caller is told of one kind; with none of them it is off."""
    chosen = Ways(ways.in_app, ways.email, ways.push)
    commands.choose_ways(actor=reader_on(request), ways={kind: chosen}, key=IdempotencyKey(key), now=clock.now())
    return _shape(KindChoice(queries.kind_of(kind), chosen))


@reads(router, "/notices/hours", HoursShape)
def hours(request: ApiRequest) -> HoursShape:
    """Read when the caller's digests come."""
    return shape_from(HoursShape, queries.hours(reader_on(request)))


@writes(router, "/notices/hours", HoursShape, scopes=ANSWER, method="PUT")
def choose_hours(request: ApiRequest, new: HoursShape, key: Key) -> HoursShape:
    """Choose when the caller's digests come."""
    actor = reader_on(request)
    commands.choose_hours(actor=actor, zone=new.zone, hour=new.hour, key=IdempotencyKey(key), now=clock.now())
    return new


@reads(router, "/notices/address", MailboxShape)
def address(request: ApiRequest) -> MailboxShape:
    """Read where the caller's letters go."""
    return shape_from(MailboxShape, queries.mailbox(reader_on(request)))


@writes(router, "/notices/address/trust", scopes=ANSWER)
def trust_address(request: ApiRequest, key: Key) -> Status[None]:
    """Let letters go again to the caller's address, which could not be reached before."""
    commands.trust_address_again(actor=reader_on(request), key=IdempotencyKey(key), now=clock.now())
    return DONE


def _shape(choice: KindChoice) -> ChoiceShape:
    kind, ways = choice.kind, choice.ways
    return ChoiceShape(
        kind=kind.key, name=str(kind.name), group=kind.group, in_app=ways.in_app, email=ways.email, push=ways.push
    )
