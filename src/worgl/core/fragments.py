"""Fragments: what a domain adds to a page of a domain below it, which does not know who adds what.

The lower domain names a `Slot` on its page and what is passed to whoever draws there. An upper domain declares a
`Fragment` for it; the page shows what all of them draw, in the order of their places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Slot(Generic[T]):
    """A place on a page where domains above may draw; T is what they are told."""

    name: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What is drawn: a template, and what it is told as `piece` besides the page's own context."""

    template: str
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment(Generic[T]):
    """What a domain draws in a slot, the lowest `place` first; `draw` returns None where there is nothing to show.

    `draw` takes the request of the page, as the page's own view has it, and what the slot tells.
    """

    slot: Slot[T]
    place: int
    draw: Callable[[Any, T], Piece | None]


@dataclass(frozen=True, slots=True)
class WaitKind:
    """What can wait for a member, as their home shows it while it does.

    `rows` returns what waits for (community, member) at a moment; it is counted up to a bound in the home's one look
    into the tables. `template` is shown with the number as `count`.
    """

    place: int
    rows: Callable[[UUID, UUID, datetime], QuerySet[Any]]
    template: str
