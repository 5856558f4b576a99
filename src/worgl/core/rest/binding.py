"""What a command or query takes, read from its signature, and bodies of requests that are made from it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import create_model

from worgl.core.rest.shapes import Shape
from worgl.core.signatures import defaults_of, inputs_of

Found = TypeVar("Found")


def call(function: Callable[..., Found], given: Mapping[str, object]) -> Found:
    """Call a function with those of the inputs it takes."""
    return function(**{name: given[name] for name in inputs_of(function) if name in given})


def check_inputs(function: Callable[..., object], *, given: Collection[str], used: Collection[str]) -> None:
    """Refuse, as a mistake at the place of the declaration, a function that the address cannot call.

    All it needs must be `given`, and it must take all that is sent to be `used`.
    """
    takes = inputs_of(function)
    missing = sorted(set(takes) - set(given) - set(defaults_of(function)))
    assert not missing, f"{place_of(function)} needs {missing}, which nothing gives"
    unused = sorted(set(used) - set(takes))
    assert not unused, f"{place_of(function)} does not take {unused}"


def place_of(function: Callable[..., object]) -> str:
    """Return where a function stands, for whoever has to mend it."""
    body = inspect.unwrap(function)
    line = body.__code__.co_firstlineno if inspect.isfunction(body) else 0
    return f"{body.__module__}.{getattr(body, '__qualname__', body)} (line {line})"


def without_none(kind: object) -> object:
    """Return a type without the None that it allows."""
    if get_origin(kind) not in {Union, UnionType}:
        return kind
    kept = [one for one in get_args(kind) if one is not type(None)]
    return kept[0] if len(kept) == 1 else kind


@cache
def members_of(shape: type[Shape]) -> Mapping[str, Any]:
    """Return the members of a body with their types, limits included."""
    hints = get_type_hints(shape, include_extras=True)
    return {name: hints[name] for name in shape.model_fields}


@dataclass(frozen=True, slots=True)
class New:
    """A body that says just what a command takes: its name and meaning in the document.

    Members, their limits and what they are where they are left out stand in the command's signature.
    """

    name: str
    says: str

    def shape_for(self, command: Callable[..., object], *, besides: Collection[str]) -> type[Shape]:
        """Return the shape of what a command takes `besides` what is given anyway."""
        defaults = defaults_of(command)
        members: dict[str, Any] = {
            name: (kind, defaults.get(name, ...)) for name, kind in inputs_of(command).items() if name not in besides
        }
        assert members, f"{place_of(command)} takes nothing that a body could tell"
        made = create_model(self.name, __base__=Shape, __doc__=self.says, __module__=command.__module__, **members)
        known = _bodies.setdefault(self, made)
        assert members_of(known) == members_of(made), f"{self.name} would be two bodies"
        return known


_bodies: dict[New, type[Shape]] = {}
