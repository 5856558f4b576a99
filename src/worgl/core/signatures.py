"""What a command or query takes, read once from its signature, for whatever is derived from it: API, pages, limits."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_type_hints


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
