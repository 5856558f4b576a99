"""The pages of all domains as the shell asks for them: the menu's, the places', and the help of each."""

from __future__ import annotations

from collections.abc import Mapping

from worgl.core.domains import by_name, derived, domains
from worgl.core.places import Entry, Help, Page, Place, Start, line_of


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
