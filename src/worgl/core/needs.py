"""What waits for a person who administers a community: each domain finds its own, page and API show one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Asking:
    """The member who asks what waits in a community, and how many of a kind they want to see."""

    community: UUID
    slug: str
    viewer: UUID
    now: datetime
    limit: int


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: since when, whom it is about, why, and the way to settle it.

    `act` is the address that a button of one tap posts to, "" where there is none; `href` leads to the details.
    `text` is an error, a reason or a name; `sentence` says it on the page, where it is another. `person` is drawn.
    """

    id: UUID
    since: datetime
    title: str
    text: str
    href: str = ""
    act: str = ""
    act_name: str = ""
    sentence: str = ""
    member: UUID | None = None
    name: str = ""
    person: object | None = None

    @property
    def why(self) -> str:
        """Return what the page says below the title."""
        return self.sentence or self.text


@dataclass(frozen=True, slots=True)
class NeedKind:
    """A kind of what waits, the most pressing with the lowest `place` in the list; `find` gives the longest first.

    `find` does one query. `every` is the route of the page with all of them, which takes the community, and its name.
    """

    name: str
    place: int
    tag: Promise
    tone: str
    icon: str
    find: Callable[[Asking], Iterable[Need]]
    every: tuple[str, Promise] | None = None
