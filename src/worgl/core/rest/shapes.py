"""The shapes that stand in the document of every domain: amounts, lists, problems, and the inputs of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Generic, TypeVar, get_args

from django.http import HttpResponse
from ninja import Header, Query, Status
from ninja.responses import Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from worgl.core.commands import KEY_MAX
from worgl.core.limits import AMOUNT_MAX, PAGE_MAX
from worgl.core.money import Money
from worgl.core.paging import CURSOR_MAX, Page

MARK_MAX = 36
DONE: Status[None] = Status(204, None)
"""What a write says that has nothing to tell."""

Item = TypeVar("Item")
Row = TypeVar("Row")
Made = TypeVar("Made", bound="Shape")


class Shape(BaseModel):
    """Base of what the API takes and answers; unknown members of a body are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Amount(Shape):
    """Money: `minor` whole units of the smallest part, of which `exponent` decimals make one `unit`."""

    minor: int
    unit: str
    exponent: int


class AmountIn(Shape):
    """An amount to be moved; its unit must be the community's, so that no program pays in another than it means."""

    minor: Annotated[int, Field(strict=True, ge=1, le=AMOUNT_MAX)]
    unit: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class List(Shape, Generic[Item]):
    """A page of a list; `next` is the `cursor` of the page that follows, null on the last one."""

    items: list[Item]
    next: str | None


class InputFault(Shape):
    """One of several things that are wrong with a request: where, and why in the language asked for."""

    field: str
    reason: str


class ProblemShape(Shape):
    """Problem details by RFC 9457; `code` is stable, `detail` is a sentence in the language asked for.

    `errors` lists all that is wrong with the inputs of a request, `fields` the first of it or the figures of a refusal.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str
    fields: dict[str, str] = Field(default_factory=dict)
    errors: list[InputFault] = Field(default_factory=list)


def answered(shape: BaseModel) -> HttpResponse:
    """Return an answer as it stands, for a view whose shape was just made: looking through it again costs its time."""
    return Response(shape.model_dump())


def list_of(page: Page[Row], shape: Callable[[Row], Item]) -> List[Item]:
    """Return a page as the API gives it."""
    return List(items=[shape(row) for row in page.items], next=page.next_cursor or None)


def shape_from(
    shape: type[Made], value: object, *, amounts: Callable[[int], Amount] | None = None, **others: object
) -> Made:
    """Return a value of the domain in a shape: each field by its name, money by `amounts`.

    Money is `Money`, or minor units under `NAME_minor`.

    What has a shape of its own inside is written in it the same way, and a set is a list in its order.
    `others` are fields the value does not have in this form. A field that nothing gives is a mistake: AttributeError.
    """
    given = {name: _field(value, name, kind, amounts) for name, kind in _fields(shape) if name not in others}
    return shape.model_validate({**given, **others})


@cache
def _fields(shape: type[Shape]) -> tuple[tuple[str, type[Shape] | None], ...]:
    """Return the fields of a shape, each with the shape of what stands in it."""
    return tuple((name, _inner(field.annotation)) for name, field in shape.model_fields.items())


def _inner(kind: object) -> type[Shape] | None:
    """Return the shape in a type such as `list[X]` or `X | None`."""
    if isinstance(kind, type) and not get_args(kind):
        return kind if issubclass(kind, Shape) else None
    found = [_inner(part) for part in get_args(kind)]
    return next((one for one in found if one is not None), None)


def _field(value: object, name: str, inner: type[Shape] | None, amounts: Callable[[int], Amount] | None) -> object:
    if amounts is not None and inner is Amount and hasattr(value, f"{name}_minor"):
        minor = getattr(value, f"{name}_minor")
        return None if minor is None else amounts(minor)
    return _nested(getattr(value, name), inner, amounts)


def _nested(value: object, inner: type[Shape] | None, amounts: Callable[[int], Amount] | None) -> object:
    if isinstance(value, Money) and amounts is not None:
        return amounts(value.minor)
    if isinstance(value, frozenset):
        return sorted(value)
    if inner is None or value is None or isinstance(value, BaseModel | Mapping):
        return value
    if isinstance(value, tuple | list):
        return [_nested(one, inner, amounts) for one in value]
    return shape_from(inner, value, amounts=amounts)


Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=KEY_MAX,
        pattern=r"^[!-+\--~]+$",
        description="Chosen by the caller for one intended write; a repeated request gets the first answer again.",
    ),
]
Cursor = Annotated[str, Query(max_length=CURSOR_MAX, description="`next` of the page before; empty for the first.")]
Limit = Annotated[int, Query(ge=1, le=PAGE_MAX, description="Most items on the page.")]
MemberRef = Annotated[str, StringConstraints(max_length=MARK_MAX)]
"""A member named by code or id."""
