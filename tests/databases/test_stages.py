"""What runs on PostgreSQL is chosen from the code of the tests; the choice leaves no command out."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import FunctionType

import pytest
from django.test import Client

import worgl
from tests.support.reach import goes_through_a_door, reaches, words_of


def domains_with_commands() -> Iterator[str]:
    """Yield the domains that change something."""
    for domain in pkgutil.iter_modules(worgl.__path__):
        if any(room.name == "commands" for room in pkgutil.iter_modules([f"{worgl.__path__[0]}/{domain.name}"])):
            yield domain.name


def commands_of(domain: str) -> set[str]:
    """Return the names of a domain's commands."""
    room = importlib.import_module(f"worgl.{domain}.commands")
    functions = {
        name: one
        for name, one in vars(room).items()
        if not name.startswith("_") and inspect.isfunction(one) and hasattr(one, "__wrapped__")
    }
    return {
        name for name, one in functions.items() if {"actor", "key", "now"} <= set(inspect.signature(one).parameters)
    }


def read_a_page() -> None:
    Client().get("/")


def read_by_a_helper() -> None:
    read_a_page()


def ask_no_page() -> None:
    commands_of("payments")


@pytest.mark.parametrize(("function", "goes"), [(read_a_page, True), (read_by_a_helper, True), (ask_no_page, False)])
def test_who_goes_in_through_a_page_is_told_by_their_code(function: FunctionType, *, goes: bool) -> None:
    assert reaches(function, Client) is goes


@pytest.mark.django_db
def test_every_command_is_tried_on_this_database_by_a_test_of_its_own(request: pytest.FixtureRequest) -> None:
    items = [item for item in request.session.items if item is not request.node]
    met = {part for item in items for part in item.path.parts}
    if not set(domains_with_commands()) <= met:
        pytest.skip("only some tests run")
    words = {word for item in items if not goes_through_a_door(item) for word in words_of(item)}
    words |= {word for item in items if item.get_closest_marker("both") for word in words_of(item)}
    untried = {f"{domain}.{name}" for domain in domains_with_commands() for name in commands_of(domain) - words}
    assert not untried, (
        "commands that only tests of pages call: call them in a test of their own, or mark that test `both`"
    )
