"""What a command takes, read from its signature: the declaration of everything that can be sent to it."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from pydantic import TypeAdapter, ValidationError

from worgl.core import signatures
from worgl.core.commands import IdempotencyKey

A = TypeVar("A")
FRAME = frozenset({"actor", "key", "now"})


class InputsDiffer(TypeError):
    """A page names what its command does not take, or leaves out what it must have."""

    def __init__(self, command: Callable[..., object], fault: str, names: Iterable[str]) -> None:
        super().__init__(f"{command.__module__}.{command.__qualname__} {fault}: {', '.join(sorted(names))}")


class ValueUnfit(InputsDiffer):
    """A value is not of the type that the command takes."""


class Inputs(Generic[A]):
    """The inputs of a command besides actor, key and moment; calls it with values of the types its signature says."""

    def __init__(self, command: Callable[..., A]) -> None:
        self.command = command
        taken = signatures.inputs_of(command)
        if not set(taken) >= FRAME:
            raise InputsDiffer(command, "is no command, it does not take", FRAME - set(taken))
        self.names = tuple(name for name in taken if name not in FRAME)
        self.required = frozenset(self.names) - set(signatures.defaults_of(command))

    def check_names(self, given: Iterable[str]) -> None:
        """Refuse as a mistake a name that the command does not take."""
        unknown = set(given) - set(self.names)
        if unknown:
            raise InputsDiffer(self.command, "does not take", unknown)

    def check(self, given: Iterable[str]) -> None:
        """Refuse as a mistake what does not fit: all a command must have is given, and nothing it does not know."""
        given = set(given)
        self.check_names(given)
        missing = self.required - given
        if missing:
            raise InputsDiffer(self.command, "must have what nothing gives here", missing)

    def fitted(self, given: Mapping[str, object]) -> dict[str, object]:
        """Return values under the command's names: money is `NAME_minor` where a command takes minor units."""
        return dict(signatures.fitted(self.command, name, value) for name, value in given.items() if name not in FRAME)

    def call(self, *, actor: object, given: Mapping[str, object], key: IdempotencyKey, now: datetime) -> A:
        """Call the command; a value that cannot be what its signature says is ValueUnfit."""
        self.check(given)
        try:
            values = {name: self.types[name].validate_python(value) for name, value in given.items()}
        except ValidationError as error:
            raise ValueUnfit(self.command, "cannot take", [str(error)]) from error
        return self.command(actor=actor, **values, key=key, now=now)

    def of_act(self, request: HttpRequest, address: Mapping[str, object], *, sent: Iterable[str]) -> dict[str, object]:
        """Return what an act without a form is given: these names from its body, the rest from the address by name."""
        return {**{name: request.POST.get(name, "") for name in sent}, **self.of_address(address)}

    def of_address(self, address: Mapping[str, object]) -> dict[str, object]:
        """Return the parts of an address that the command takes."""
        return {name: value for name, value in address.items() if name in self.names}

    @cached_property
    def types(self) -> Mapping[str, TypeAdapter[Any]]:
        """What the values of each input are checked against, without limits: those are the command's."""
        hints = typing.get_type_hints(self.command)
        return {name: TypeAdapter(hints[name]) for name in self.names}


def inputs_of(command: Callable[..., A]) -> Inputs[A]:
    """Return the inputs of a command, read once in the life of a process."""
    if command not in _READ:
        _READ[command] = Inputs(command)
    return _READ[command]


_READ: dict[Callable[..., Any], Inputs[Any]] = {}
