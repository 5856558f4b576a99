"""How requests come in to an address: who is met there, and what commands and queries are given of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from worgl.core.rest.caller import ApiRequest
from worgl.core.rest.shapes import Amount, Shape, shape_from
from worgl.core.signatures import inputs_of

Here = TypeVar("Here")
Made = TypeVar("Made", bound=Shape)


@dataclass(frozen=True, slots=True)
class Meaning(Generic[Here]):
    """What a member of a body stands for: which value a command takes for it."""

    value: Callable[[Here, Any], object]


@dataclass(frozen=True, slots=True)
class Entry(Generic[Here]):
    """A way in: `enter` looks up, or refuses, whom a request is from and what it is about.

    `enter` takes the request and, by their names, those parts of the address it needs. `gives` are inputs of commands
    and queries that follow from what it has found; `amounts` writes minor units, where there is money; `meanings` are
    types of a body's members that stand for something else, such as a sum with its unit.
    """

    enter: Callable[..., Here]
    gives: Mapping[str, Callable[[Here], object]]
    amounts: Callable[[Here], Callable[[int], Amount]] | None = None
    meanings: Mapping[Any, Meaning[Here]] = field(default_factory=dict)

    @property
    def takes(self) -> Mapping[str, Any]:
        """Return which parts of an address `enter` takes, with their types."""
        return {name: kind for name, kind in inputs_of(self.enter).items() if name != "request"}

    def met(self, request: ApiRequest, inputs: Mapping[str, object]) -> Here:
        """Return what a request finds on coming in; refuses what `enter` refuses."""
        return self.enter(request, **{name: inputs[name] for name in self.takes})

    def given(self, here: Here) -> dict[str, object]:
        """Return the inputs that follow from what was found."""
        return {name: give(here) for name, give in self.gives.items()}

    def shown(self, shape: type[Made], here: Here, value: object) -> Made:
        """Return a value of the domain in a shape, its fields by their names."""
        return shape_from(shape, value, amounts=self.amounts(here) if self.amounts else None)

    def meaning_of(self, kind: object) -> Meaning[Here] | None:
        """Return what members of a type stand for, None for those that stand for themselves."""
        return self.meanings.get(kind)
