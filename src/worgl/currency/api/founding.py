"""Founding a community with its own money."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from worgl.core.rest import ApiRequest, Entry, Resource, Shape, Shown, SingleLine, new_router
from worgl.currency import commands
from worgl.currency.rules import PRESETS
from worgl.identity.rules import PersonId

router = new_router("Founding")
SHORT_MAX = 64
Short = Annotated[str, StringConstraints(max_length=SHORT_MAX, pattern=r"^[^\x00-\x1f\x7f]*$")]


class NewCommunity(Shape):
    """A community to be founded. `slug` is its address, `preset` the rules it begins with.

    Without `coin_name` and `unit` the coin is called as the preset calls it. `zone` is an IANA name.
    """

    name: SingleLine
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


def _person(request: ApiRequest) -> PersonId:
    request.auth.require_all()
    return PersonId(request.auth.person)


anybody = Resource(router, "/found", Entry(_person, {"actor": lambda person: person}))
anybody.makes(
    "found",
    commands.found_town,
    "Found a community with its own money; not for a key of one community.",
    NewCommunity,
    Shown(FoundedShape),
)
