"""Types of inputs that carry their limit and its sentence, said once for command, form and API.

A command takes one in its signature and so refuses what is beyond it; a body of the API that is made from the command
has it in the document; a form can ask `bounds_of` for what its field allows. Beyond it stands one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from annotated_types import BaseMetadata, GroupedMetadata
from django.utils.functional import Promise
from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, WrapValidator
from pydantic_core import PydanticCustomError

from worgl.core.errors import SAID, InvalidInput
from worgl.core.limits import NOTE_MAX
from worgl.core.signatures import inputs_of

PRINTED = r"^[^\x00-\x1f\x7f]*$"
WRITTEN = r"^[^\x00-\x09\x0b-\x1f\x7f]*$"
"""Characters of one line, and of a text of several."""
_OF_BOUNDS = {"string_too_short", "string_too_long", "greater_than_equal", "less_than_equal", "too_long", "too_short"}

SingleLine = Annotated[str, StringConstraints(max_length=NOTE_MAX, pattern=PRINTED)]
"""A text on one line."""
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2999, 12, 31))]
"""A calendar day of the community's zone."""
Switch = Annotated[bool, Field(strict=True)]
"""True or false, and nothing that may stand for it."""


def says(sentence: str | Promise, **figures: object) -> WrapValidator:
    """Return what gives a type its own sentence for what is beyond its bounds; put it behind them."""

    def validated(value: object, inner: Callable[[object], object]) -> object:
        try:
            return inner(value)
        except ValidationError as error:
            if not {one["type"] for one in error.errors()} <= _OF_BOUNDS:
                raise
            raise PydanticCustomError(SAID, "{sentence}", {"sentence": str(sentence).format(**figures)}) from error

    return WrapValidator(validated)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a form's field allows: a number from `least` to `most`, a text of at most `longest` characters."""

    least: int | None = None
    most: int | None = None
    longest: int | None = None


def bounds_of(kind: object) -> Bounds:
    """Return the bounds a type of input carries."""
    found: dict[str, Any] = {}
    for mark in _marks_of(kind):
        for name, own in (("least", "ge"), ("most", "le"), ("longest", "max_length")):
            if getattr(mark, own, None) is not None:
                found[name] = getattr(mark, own)
    return Bounds(**found)


def _marks_of(kind: object) -> list[object]:
    assert get_origin(kind) is Annotated, f"{kind} carries no limit"
    marks: list[object] = []
    for one in get_args(kind)[1:]:
        inner = getattr(one, "metadata", None)
        marks.extend(inner or (list(one) if isinstance(one, GroupedMetadata) else [one]))
    return [one for one in marks if isinstance(one, BaseMetadata) or hasattr(one, "max_length")]


@cache
def limited(function: Callable[..., object]) -> Mapping[str, TypeAdapter[object]]:
    """Return the inputs of a command that carry a limit."""
    return {name: TypeAdapter(kind) for name, kind in inputs_of(function).items() if get_origin(kind) is Annotated}


def check_limits(function: Callable[..., object], inputs: Mapping[str, object]) -> None:
    """Refuse InvalidInput for the first input that is beyond the limit its type carries."""
    for name, adapter in limited(function).items():
        if name in inputs:
            try:
                adapter.validate_python(inputs[name])
            except ValidationError as error:
                raise InvalidInput(field=name, reason=_reason(error)) from error


def _reason(error: ValidationError) -> str:
    from worgl.core.rest.faults import reason_of  # noqa: PLC0415 -- the framework of the API, only where needed

    return reason_of(error.errors()[0])
