"""Addresses of the API follow from commands and queries, and a limit is said once for all who take an input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, cast
from uuid import UUID

import pytest
from ninja import Router
from pydantic import Field, TypeAdapter, ValidationError

from worgl.core.errors import InvalidInput, NotFound
from worgl.core.ids import new_id
from worgl.core.inputs import Bounds, SingleLine, bounds_of, check_limits, says
from worgl.core.paging import Page
from worgl.core.rest import Amount, ApiRequest, Caller, Entry, KeyLimited, List, New, Resource, Scope, Seen, Shape
from worgl.core.rest.faults import reason_of

LOAVES_MAX = 12
Loaves = Annotated[int, Field(strict=True, ge=1, le=LOAVES_MAX), says("An oven holds 1 to {most} loaves.", most=12)]
KEPT: dict[UUID, Loaf] = {}


@dataclass(frozen=True, slots=True)
class Loaf:
    id: UUID
    name: str
    price_minor: int
    by: str


class LoafShape(Shape):
    id: UUID
    name: str
    price: Amount


def bake(*, actor: str, name: SingleLine, count: Loaves = 1, key: str, now: datetime) -> UUID:
    loaf = Loaf(new_id(), f"{name} x {count}", 250, actor)
    KEPT[loaf.id] = loaf
    return loaf.id


def rename(*, actor: str, loaf: UUID, name: SingleLine, key: str, now: datetime) -> None:
    KEPT[loaf] = Loaf(loaf, name, 250, actor)


def eat(*, actor: str, loaf: UUID, key: str, now: datetime) -> None:
    del KEPT[loaf]


def one(*, viewer: str, loaf: UUID) -> Loaf | None:
    return KEPT.get(loaf)


def baked(*, viewer: str, by: str = "", cursor: str = "", limit: int = 5) -> Page[Loaf]:
    return Page(tuple(each for each in KEPT.values() if by in each.by)[:limit], "more")


def come_in(request: ApiRequest, slug: str) -> str:
    return f"{slug} baker"


def coins(_here: str) -> Callable[[int], Amount]:
    return lambda minor: Amount(minor=minor, unit="ALD", exponent=2)


AT_SHOP: Entry[str] = Entry(come_in, {"actor": str, "viewer": str}, coins)
LOAF: Seen[str, Loaf | None] = Seen(one, LoafShape)


@pytest.fixture
def loaves() -> Resource[str]:
    KEPT.clear()
    return Resource(Router(tags=["Loaves"]), "/shops/{slug}/loaves", AT_SHOP, one="{uuid:loaf}")


class Sent(ApiRequest):
    def __init__(self, *, budget: object = None) -> None:
        super().__init__()
        self.auth = Caller(new_id(), frozenset(Scope), budget=cast("None", budget))


def ask(loaves: Resource[str], name: str, *, request: ApiRequest | None = None, **inputs: object) -> object:
    operations = [each for path in loaves.router.path_operations.values() for each in path.operations]
    (operation,) = (each for each in operations if each.operation_id == f"loaves_{name}")
    return operation.view_func(request or Sent(), slug="corner", **inputs)


def test_a_thing_is_made_by_its_command_and_answered_as_it_is_seen(loaves: Resource[str]) -> None:
    new = New("NewLoaf", "How it is called, and how many.")
    loaves.makes("bake", bake, "Bake loaves.", new, LOAF)
    body = new.shape_for(bake, besides={"actor", "key", "now"})
    made = ask(loaves, "bake", sent=body.model_validate({"name": "rye", "count": 2}), key="k")
    assert isinstance(made, LoafShape)
    assert (made.name, made.price.minor) == ("rye x 2", 250)
    assert KEPT[made.id].by == "corner baker"


def test_an_act_names_its_thing_by_the_address(loaves: Resource[str]) -> None:
    loaves.acts("rename", rename, "Rename a loaf.", New("LoafName", "Another name."), LOAF)
    loaves.acts("eat", eat, "Eat a loaf.", path="", method="DELETE")
    loaf = bake(actor="me", name="rye", key="k", now=datetime.now(UTC))
    body = New("LoafName", "Another name.").shape_for(rename, besides={"actor", "loaf", "key", "now"})
    renamed = cast("LoafShape", ask(loaves, "rename", loaf=loaf, sent=body.model_validate({"name": "spelt"}), key="k"))
    assert renamed.name == "spelt"
    ask(loaves, "eat", loaf=loaf, key="k")
    assert not KEPT


def test_a_list_takes_what_its_query_takes(loaves: Resource[str]) -> None:
    loaves.lists("baked", baked, "List loaves.", LoafShape, asked={"by": "Part of who baked them."})
    bake(actor="me", name="rye", key="k", now=datetime.now(UTC))
    page = cast("List[LoafShape]", ask(loaves, "baked", by="me", cursor="", limit=3))
    assert [each.name for each in page.items] == ["rye x 1"]
    assert page.next == "more"


def test_what_a_query_does_not_find_is_not_there(loaves: Resource[str]) -> None:
    loaves.reads("one", LOAF, "Read a loaf.")
    with pytest.raises(NotFound):
        ask(loaves, "one", loaf=new_id())


def test_an_act_without_a_limit_is_not_for_a_key_that_has_one(loaves: Resource[str]) -> None:
    loaves.acts("eat", eat, "Eat a loaf.", unlimited=True)
    with pytest.raises(KeyLimited):
        ask(loaves, "eat", request=Sent(budget=object()), loaf=new_id(), key="k")


class WrongName(Shape):
    title: str


class Forged(Shape):
    name: str
    actor: str


def test_a_declaration_that_does_not_fit_its_command_fails_where_it_stands(loaves: Resource[str]) -> None:
    with pytest.raises(AssertionError, match=r"test_resources\.rename \(line \d+\) needs \['name'\]"):
        loaves.acts("rename", rename, "Rename a loaf.")
    with pytest.raises(AssertionError, match="rename"):
        loaves.acts("rename", rename, "Rename a loaf.", WrongName)
    with pytest.raises(AssertionError, match=r"test_resources\.bake \(line \d+\) does not take \['loaf'\]"):
        loaves.acts("bake", bake, "Bake.", New("NewLoaf", "How it is called, and how many."))
    with pytest.raises(AssertionError, match="does not take"):
        loaves.lists("baked", baked, "List.", LoafShape, asked={"by": "Who."}, path="/{uuid:loaf}/baked")


def test_a_body_cannot_say_who_acts(loaves: Resource[str]) -> None:
    with pytest.raises(AssertionError, match="actor"):
        loaves.acts("rename", rename, "Rename a loaf.", Forged)


def test_command_form_and_api_say_one_sentence_for_a_limit() -> None:
    inputs = {"actor": "me", "name": "rye", "count": 13, "key": "k", "now": datetime.now(UTC)}
    with pytest.raises(InvalidInput) as refused:
        check_limits(bake, inputs)
    with pytest.raises(ValidationError) as unfit:
        TypeAdapter(Loaves).validate_python(13)
    assert refused.value.fields["field"] == "count"
    assert refused.value.fields["reason"] == reason_of(unfit.value.errors()[0]) == "An oven holds 1 to 12 loaves."
    assert bounds_of(Loaves) == Bounds(least=1, most=LOAVES_MAX)
    assert bounds_of(SingleLine).longest == 200
    check_limits(bake, {**inputs, "count": LOAVES_MAX})


def test_what_is_no_number_is_not_called_too_large() -> None:
    with pytest.raises(ValidationError) as unfit:
        TypeAdapter(Loaves).validate_python("many")
    assert reason_of(unfit.value.errors()[0]) == "This must be a whole number."
