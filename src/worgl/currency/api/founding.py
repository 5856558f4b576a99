"""Founding a community with its own money."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import ApiRequest, Key, Line, Scope, Shape, room, shape_from, writes
from worgl.currency import commands
from worgl.currency.rules import PRESETS
from worgl.identity.rules import PersonId

router = room("Founding")
SHORT_MAX = 64
Short = Annotated[str, StringConstraints(max_length=SHORT_MAX, pattern=r"^[^\x00-\x1f\x7f]*$")]


class NewCommunity(Shape):
    """A community to be founded. `slug` is its address, `preset` the rules it begins with.

    Without `coin_name` and `unit` the coin is called as the preset calls it. `zone` is an IANA name.
    """

    name: Line
    slug: Short
    preset: Annotated[Short, Field(json_schema_extra={"enum": list(PRESETS)})]
    coin_name: Short = ""
    unit: Short = ""
    zone: Short
    decimal_mark: Literal[".", ","] = "."


class FoundedShape(Shape):
    """A community just founded, and what its founder is there: administrator and treasurer."""

    community: UUID
    slug: str
    member: UUID


@writes(router, "/found", FoundedShape, scopes=(Scope.ADMIN,))
def found(request: ApiRequest, new: NewCommunity, key: Key) -> FoundedShape:
    """Found a community with its own money; not for a key of one community."""
    request.auth.require_all()
    town = commands.found_town(
        actor=PersonId(request.auth.person),
        name=new.name,
        slug=new.slug,
        preset=new.preset,
        coin_name=new.coin_name,
        unit=new.unit,
        zone=new.zone,
        decimal_mark=new.decimal_mark,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return shape_from(FoundedShape, town)
