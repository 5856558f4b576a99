"""Which pages there are, as their domains declare them: menu, help and places derive from it.

A page is named by its address or by the beginning of it, so that pages of one kind, such as those of the second factor,
share a line; an address takes the line of the longest beginning that has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise


class Place(StrEnum):
    """The places of a community, in the order of the main navigation."""

    HOME = "home"
    PAY = "pay"
    ACTIVITY = "activity"
    TOWN = "town"


class Officer(StrEnum):
    """The officers who find a page in the menu of administration."""

    ADMIN = "admin"
    TREASURER = "treasurer"


@dataclass(frozen=True, slots=True)
class Help:
    """What stands behind the question mark of a page."""

    text: str | Promise
    recipe: str


@dataclass(frozen=True, slots=True)
class Start:
    """How a place is called in the navigation, which leads to this page; `word` names a community's own word."""

    label: str | Promise
    icon: str
    word: str = ""


def _always(_request: Any) -> bool:  # noqa: ANN401 -- the request of a member, which only upper domains know
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu of administration, by `order`; its label is the page's own heading.

    `word` names a community's own word, which is then the label. `args` follow the community in the address.
    `offered` tells, of the request of a member, whether the page is for this community: by its kind of money or by what
    it has switched on.
    """

    order: int
    icon: str
    tone: str
    label: str | Promise = ""
    word: str = ""
    sentence: str | Promise = ""
    officers: frozenset[Officer] = frozenset({Officer.ADMIN})
    args: tuple[str, ...] = ()
    offered: Callable[[Any], bool] = _always


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the name of its address: its place, help, and entry in the menu, or why it shows no page.

    `text` says what it is for, in a few words; `recipe` names the recipe that goes on from there.
    """

    name: str
    place: Place | None = None
    text: str | Promise = ""
    recipe: str = ""
    start: Start | None = None
    entry: Entry | None = None
    no_page: str = ""

    @property
    def help(self) -> Help | None:
        """Return what stands behind its question mark."""
        return Help(self.text, self.recipe) if self.text else None


def line_of(view: str, table: Iterable[str]) -> str:
    """Return the line of a table that is about an address: the longest beginning of its name; "" for none.

    >>> line_of("shop:sell_many", ["shop", "shop:sell"]), line_of("town:home", ["shop"])
    ('shop:sell', '')
    """
    known = (name for name in table if view == name or view.startswith((f"{name}_", f"{name}:", f"{name}s")))
    return max(known, key=len, default="")
