"""Which tests go in through a page or the API: derived from their code, for what they need not say twice.

A page and an answer of the API read a request, call one command or one query, and render; none of them speaks to the
database itself. So their words, forms and doors are tried on SQLite, and on PostgreSQL only by the tests marked
`both`, which open every address once for everybody. Commands, queries, jobs, checks and the ledger, where statements
are written, are tried on both: `tests/databases/test_stages.py` holds that against every command there is.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from django.test import Client


def goes_through_a_door(item: pytest.Item) -> bool:
    """Tell whether a test or one of its fixtures reaches Django's client."""
    return "client" in _fixtures(item) or any(reaches(function, Client) for function in _own(item))


def words_of(item: pytest.Item) -> set[str]:
    """Return every name that the code of a test, its fixtures and its helpers speaks of."""
    return {word for function in _own(item) for one in _code_of_tests(function) for word in _names(one.__code__)}


def reaches(function: FunctionType, goal: object) -> bool:
    """Tell whether the code of a function of tests, or of a helper it calls, speaks of something."""
    return any(found is goal for one in _code_of_tests(function) for found in _named(one))


def _fixtures(item: pytest.Item) -> dict[str, Any]:
    found: dict[str, Any] = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    return found


def _own(item: pytest.Item) -> list[FunctionType]:
    """Return the function of a test and those of its fixtures."""
    fixtures = [definition.func for found in _fixtures(item).values() for definition in found]
    return [_plain(one) for one in (getattr(item, "function", None), *fixtures) if isinstance(one, FunctionType)]


@functools.cache
def _code_of_tests(function: FunctionType) -> frozenset[FunctionType]:
    """Return a function and all helpers of tests that it comes to, with the methods of their classes."""
    seen: set[FunctionType] = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += [found for name in _named(one) for found in _functions(name) if _is_of_tests(found)]
    return frozenset(seen)


def _functions(found: object) -> Iterator[FunctionType]:
    inner = vars(found) if isinstance(found, type) else found
    for one in inner.values() if isinstance(inner, Mapping) else [found]:
        if isinstance(one, FunctionType):
            yield _plain(one)


def _plain(function: FunctionType) -> FunctionType:
    """Return the function below what wraps it."""
    plain = inspect.unwrap(function)
    return plain if isinstance(plain, FunctionType) else function


def _named(function: FunctionType) -> Iterator[object]:
    """Yield the globals a function speaks of."""
    for name in _names(function.__code__):
        found = function.__globals__.get(name)
        if not isinstance(found, ModuleType):
            yield found


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _is_of_tests(function: FunctionType) -> bool:
    return "tests" in function.__module__.split(".") or function.__module__.rsplit(".", 1)[-1].startswith("test_")
