"""Pages made of commands: their addresses give what the commands take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver, path

from worgl.core.commands import IdempotencyKey
from worgl.core.pages import Act, Door, InputsDiffer, act_page, acts_page
from worgl.core.pages.acts import DECLARED
from worgl.core.pages.inputs import Inputs

ANYBODY: Door[HttpRequest] = Door(lambda view: view, lambda _request: "anybody")


def withdraw(*, actor: str, notice: UUID, reason: str, key: IdempotencyKey, now: datetime) -> None:
    """Take a thing and a word, as a command does."""


def _patterns(
    found: Iterable[URLPattern | URLResolver], before: frozenset[str]
) -> Iterator[tuple[Any, frozenset[str]]]:
    for one in found:
        parts = before | set(one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, parts)
        else:
            yield one.callback, parts


def lacking(patterns: Iterable[URLPattern | URLResolver]) -> list[str]:
    """Return what is wrong with the addresses of acts: each command gets what it must have, and the body no more."""
    faults = []
    for page, parts in _patterns(patterns, frozenset()):
        for command, sent in DECLARED.get(page, ()):
            inputs = Inputs(command)
            try:
                inputs.check((parts & set(inputs.names)) | set(sent))
            except InputsDiffer as fault:
                faults.append(str(fault))
    return faults


def test_the_address_of_every_act_gives_what_its_command_takes() -> None:
    assert not lacking(get_resolver().url_patterns)


def test_the_acts_of_pages_are_found() -> None:
    found = [page for page, _parts in _patterns(get_resolver().url_patterns, frozenset()) if page in DECLARED]
    assert len(found) == len(set(found))
    assert len(found) >= 12


def test_what_every_act_takes_has_a_type_that_values_can_be_checked_against() -> None:
    for acts in DECLARED.values():
        for command, _sent in acts:
            inputs = Inputs(command)
            assert set(inputs.types) == set(inputs.names)


def test_an_address_that_gives_too_little_is_found() -> None:
    page = act_page(ANYBODY, Act(withdraw, lambda _request: "/", sent=("reason",)))
    assert not lacking([path("<uuid:notice>/", page, name="right")])
    (fault,) = lacking([path("<uuid:note>/", page, name="wrong")])
    assert "notice" in fault
    assert "withdraw" in fault


def test_one_of_several_acts_that_gets_too_little_is_found() -> None:
    page = acts_page(ANYBODY, {"end": Act(withdraw, lambda _request: "/")})
    assert len(lacking([path("<uuid:notice>/<str:act>/", page, name="acts")])) == 1


def test_a_name_the_command_does_not_know_is_refused_where_the_page_is_declared() -> None:
    with pytest.raises(InputsDiffer, match=r"test_pages\.withdraw does not take: why"):
        Act(withdraw, lambda _request: "/", sent=("why",))


def test_what_is_no_command_is_refused_where_the_page_is_declared() -> None:
    with pytest.raises(InputsDiffer, match="is no command"):
        Act(lacking, lambda _request: "/")
