"""What a command or query takes, read once from its signature, for whatever is derived from it: API, pages, limits."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_type_hints

from worgl.core.money import Money


@cache
def inputs_of(function: Callable[..., object]) -> Mapping[str, Any]:
    """Return the inputs of a function with their types, limits included."""
    hints = get_type_hints(function, include_extras=True)
    return {name: hints.get(name, object) for name in inspect.signature(function).parameters}


@cache
def defaults_of(function: Callable[..., object]) -> Mapping[str, object]:
    """Return what a function takes where it is told nothing."""
    found = inspect.signature(function).parameters.values()
    return {one.name: one.default for one in found if one.default is not one.empty}


def own_name(function: Callable[..., object], name: str) -> str:
    """Return the name under which a function takes money: `NAME_minor` where it takes minor units."""
    minor = f"{name}_minor"
    return minor if name not in inputs_of(function) and minor in inputs_of(function) else name


def fitted(function: Callable[..., object], name: str, value: object) -> tuple[str, object]:
    """Return a value under the name and in the form a function takes it; money may be taken as minor units."""
    own = own_name(function, name)
    return own, value.minor if own != name and isinstance(value, Money) else value
