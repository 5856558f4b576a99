"""Readers of facts: the domains declare them; `core.outbox` hands them what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from worgl.core.facts import Fact

SomeFact = TypeVar("SomeFact", bound=Fact)
OfOne = Callable[[SomeFact, datetime], None]
OfMany = Callable[[Sequence[SomeFact], datetime], None]


@dataclass(frozen=True, slots=True)
class Reader:
    """A function that takes in one kind of fact, alone or many at once."""

    kind: type[Fact]
    take: Callable[[Any, datetime], None]
    takes_many: bool

    @property
    def name(self) -> str:
        """Return where it is defined, under which is kept what it has taken."""
        return f"{self.take.__module__}.{self.take.__qualname__}"


def on(kind: type[SomeFact]) -> Callable[[OfOne[SomeFact]], Reader]:
    """Make a function `(fact, now)` a reader of one kind of fact; the domain's `tellers` or `readers` declare it."""
    return partial(Reader, kind, takes_many=False)


def on_many(kind: type[SomeFact]) -> Callable[[OfMany[SomeFact]], Reader]:
    """Make a function `(facts, now)` a reader of one kind of fact, for kinds of which many come at once.

    It takes all of them or, by what it raises, none: then it is handed each alone, so that one cannot hold up
    the others.
    """
    return partial(Reader, kind, takes_many=True)
