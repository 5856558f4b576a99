"""Which tests go in through a page or the API: derived from their code, for what they need not say twice.

A page and an answer of the API read a request, call one command or one query, and render; none of them speaks to the
database itself. So their words, forms and doors are tried on SQLite, and on PostgreSQL only by the tests marked
`both`, which open every address once for everybody. Commands, queries, jobs, checks and the ledger, where statements
are written, are tried on both: `tests/databases/test_stages.py` holds that against every command there is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from django.test import Client


def goes_through_a_door(item: pytest.Item) -> bool:
    """Tell whether a test or one of its fixtures reaches Django's client."""
    fixtures: dict[str, Any] = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    if "client" in fixtures:
        return True
    own = [getattr(item, "function", None), *(definition.func for found in fixtures.values() for definition in found)]
    return any(_reaches(function) for function in own if isinstance(function, FunctionType))


@functools.cache
def _reaches(function: FunctionType) -> bool:
    seen: set[FunctionType] = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for found in _named(one):
            if found is Client:
                return True
            if isinstance(found, FunctionType) and _is_of_tests(found):
                waiting.append(found)
    return False


def _named(function: FunctionType) -> Iterator[object]:
    """Yield the globals a function and the function it wraps speak of."""
    plain: Callable[..., object] = getattr(function, "__wrapped__", function)
    for one in {function, plain}:
        if not isinstance(one, FunctionType):
            continue
        for name in _names(one.__code__):
            found = one.__globals__.get(name)
            if isinstance(found, ModuleType):
                continue
            yield getattr(found, "__wrapped__", found)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)


def _is_of_tests(function: FunctionType) -> bool:
    return "tests" in function.__module__.split(".") or function.__module__.rsplit(".", 1)[-1].startswith("test_")
