"""Addresses named by a page: what they need they take from the address of the page itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import get_resolver, reverse

CURSOR = "cursor"


@dataclass(frozen=True, slots=True)
class To:
    """An address by its name in `urls.py`; `answer` is the part of it that what a command answered fills."""

    name: str
    answer: str = ""
    tail: str = ""

    def __call__(self, request: HttpRequest, answered: object = None) -> str:
        """Return the address, below the same things as the one of this page."""
        return self.on(request, **({self.answer: answered} if self.answer else {}))

    def on(self, request: HttpRequest, **given: object) -> str:
        """Return the address with these parts, and the others as they stand in the address of this page."""
        known = {**_parts_of(request), **given}
        return reverse(self.name, kwargs={part: known[part] for part in needs_of(self.name)}) + self.tail


def to(name: str, *, answer: str = "", tail: str = "") -> To:
    """Return an address by its name; see `To`."""
    return To(name, answer, tail)


@cache
def needs_of(name: str) -> tuple[str, ...]:
    """Return the parts an address is made of, by its name; what is no address is a mistake: KeyError."""
    *spaces, own = name.split(":")
    resolver = get_resolver()
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    ways = cast("list[tuple[str, list[str]]]", resolver.reverse_dict[own][0])
    return tuple(ways[0][1])


def part_of(request: HttpRequest, name: str) -> object:
    """Return a part of the address of this page."""
    return _parts_of(request)[name]


def _parts_of(request: HttpRequest) -> Mapping[str, object]:
    match = request.resolver_match
    assert match is not None, "only a page that was found names others"
    return match.kwargs


def asked_of(request: HttpRequest, name: str) -> str:
    """Return the address of a list as it was asked for on this page, from its first page on."""
    return f"{to(name)(request)}?{query_of(request)}"


def query_of(request: HttpRequest) -> str:
    """Return what a list was asked for as a query, without its page."""
    return urlencode({name: text for name, text in request.GET.items() if text and name != CURSOR})
