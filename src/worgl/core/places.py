"""Which pages there are, as their domains declare them: menu, help and places derive from it.

A page is named by its address or by the beginning of it, so that pages of one kind, such as those of the second factor,
share a line; an address takes the line of the longest beginning that has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from worgl.core.domains import by_name, derived, domains


class Place(StrEnum):
    """The places of a community, in the order of the main navigation."""

    HOME = "home"
    PAY = "pay"
    ACTIVITY = "activity"
    TOWN = "town"


class Officer(StrEnum):
    """Who finds a page in the menu of administration."""

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


@derived
def pages() -> Mapping[str, Page]:
    """Return the pages of all domains by their names, lowest domain first."""
    return by_name((page for domain in domains().values() for page in domain.pages), lambda page: page.name)


@derived
def _helps() -> Mapping[str, Help]:
    return {page.name: page.help for page in pages().values() if page.help}


@derived
def _places() -> Mapping[str, Place]:
    return {page.name: page.place for page in pages().values() if page.place}


@derived
def entries() -> tuple[tuple[Page, Entry], ...]:
    """Return the pages of the menu of administration in its order."""
    found = [(page, page.entry) for page in pages().values() if page.entry]
    return tuple(sorted(found, key=lambda one: one[1].order))


@derived
def starts() -> Mapping[Place, tuple[Page, Start]]:
    """Return the page with which each place begins, in the order of the places."""
    found = {page.place: (page, page.start) for page in pages().values() if page.place and page.start}
    return {place: found[place] for place in Place}


def help_of(view: str) -> Help | None:
    """Return the help of a page by the name of its address."""
    return _helps().get(line_of(view, _helps()))


def place_of(view: str) -> Place | None:
    """Return the place a page belongs to by the name of its address; None for pages of none."""
    return _places().get(line_of(view, _places()))


def line_of(view: str, table: Iterable[str]) -> str:
    """Return the line of a table that is about an address: the longest beginning of its name; "" for none.

    >>> line_of("shop:sell_many", ["shop", "shop:sell"]), line_of("town:home", ["shop"])
    ('shop:sell', '')
    """
    known = (name for name in table if view == name or view.startswith((f"{name}_", f"{name}:", f"{name}s")))
    return max(known, key=len, default="")
