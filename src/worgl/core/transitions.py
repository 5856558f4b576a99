"""How rows go through their life: by guarded updates, sealed and told in the same transaction, expired in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from worgl.core import outbox
from worgl.core.errors import Refusal
from worgl.core.facts import Fact
from worgl.core.lifecycle import ActT, Lifecycle, PartT, StateT
from worgl.core.sealing import Sealed, seal

RowT = TypeVar("RowT", bound=Model)
TOGETHER = 500
"""Rows that `step_all` writes in one statement."""


@dataclass(frozen=True, slots=True)
class Course(Generic[RowT, PartT, StateT, ActT]):
    """How the rows of a table go through a life.

    `state_of` tells a row's state at a moment, `is_in` the condition under which the database finds it there: both say
    the same. `column` is the column that keeps the state, "" where other columns tell it; `expires` that of the moment
    at which the time of a row is over, where it is written down that it is.
    """

    life: Lifecycle[PartT, StateT, ActT]
    model: type[RowT]
    state_of: Callable[[RowT, datetime], StateT]
    is_in: Callable[[StateT, datetime], Q]
    column: str = ""
    expires: str = ""

    def rows(self, *states: StateT, now: datetime) -> QuerySet[RowT]:
        """Return the rows that are in one of some states."""
        return self.all().filter(self.is_in_any(states, now))

    def can(self, act: ActT, now: datetime) -> Q:
        """Return the condition of the rows for which an act can be done."""
        return self.is_in_any(self.life.sources(act), now)

    def is_in_any(self, states: Iterable[StateT], now: datetime) -> Q:
        """Return the condition of the rows that are in one of some states."""
        return reduce(or_, (self.is_in(state, now) for state in states))

    def all(self) -> QuerySet[RowT]:
        """Return all rows."""
        return self.model._default_manager.all()  # noqa: SLF001 -- Django's own word for it

    def written(self, state: StateT) -> dict[str, object]:
        """Return what a row is given that comes into a state."""
        return {self.column: state.value} if self.column else {}


def course_by_column(
    life: Lifecycle[PartT, StateT, ActT], model: type[RowT], *, expires: str = ""
) -> Course[RowT, PartT, StateT, ActT]:
    """Return the course of rows whose column `state` keeps their state; `expires` names that of their last moment.

    From it on they are in the state to which the expiry leads, whenever that is written down.
    """
    assert bool(expires) == (life.expiry is not None), "what expires has a last moment"

    def state_of(row: RowT, now: datetime) -> StateT:
        state = type(life.starts[0])(row.__dict__["state"])
        return life.at(state, expires_at=row.__dict__[expires], now=now) if expires else state

    def is_in(state: StateT, now: datetime) -> Q:
        kept = Q(state=state.value)
        if life.expiry is None:
            return kept
        if life.after(state, life.expiry) is not None:
            return kept & Q(**{f"{expires}__gt": now})
        leads_here = [one for one in life.sources(life.expiry) if life.after(one, life.expiry) is state]
        over = (Q(state=one.value, **{f"{expires}__lte": now}) for one in leads_here)
        return reduce(or_, over, kept)

    return Course(life, model, state_of, is_in, column="state", expires=expires)


def step(
    course: Course[RowT, PartT, StateT, ActT],
    row: RowT,
    act: ActT,
    *,
    refused: Callable[[StateT], Refusal] | None = None,
    now: datetime,
    values: Mapping[str, object] | None = None,
    seals: Sequence[Sealed] = (),
    fact: Callable[[RowT], Fact] | None = None,
) -> StateT:
    """Take a row one step, by a guarded update, and return the state it left.

    Its other columns get `values`; then the row holds what is written, is sealed, and told by the fact that follows
    from it. Of two at the same moment one is refused with what the other did: `refused` says which refusal tells of
    a state; without it the caller holds the row and knows that the step is there. What is sealed beyond the written
    columns must be locked by the caller, or written by an expression.
    """
    for _attempt in range(len(course.life.states) + 1):
        found = course.state_of(row, now)
        following = course.life.after(found, act)
        if following is None:
            assert refused is not None, f"{act} cannot be done in {found}"
            raise refused(found)
        written = {**course.written(following), **(values or {})}
        if course.all().filter(course.is_in(found, now), pk=row.pk).update(**written):
            _hold(row, written)
            _leave(row, seals=seals, fact=fact, now=now)
            return found
        row.refresh_from_db()
    raise AssertionError(row)


def _leave(row: RowT, *, seals: Sequence[Sealed], fact: Callable[[RowT], Fact] | None, now: datetime) -> None:
    for kind in seals:
        seal(kind, [row])
    if fact is not None:
        outbox.record(fact(row), now=now)


def _hold(row: Model, written: Mapping[str, object]) -> None:
    """Let a row hold what was written to it; what the database reckoned is read again."""
    if any(hasattr(value, "resolve_expression") for value in written.values()):
        row.refresh_from_db()
        return
    for name, value in written.items():
        setattr(row, name, value)


def step_all(
    course: Course[RowT, PartT, StateT, ActT],
    rows: QuerySet[RowT],
    act: ActT,
    *,
    now: datetime,
    values: Mapping[str, object],
    seals: Sequence[Sealed] = (),
) -> int:
    """Take those of some rows one step for which it can be done, and return how many; in pages of TOGETHER."""
    (target,) = {course.life.after(source, act) for source in course.life.sources(act)}
    assert target is not None, "an act leads from where it can be done"
    written: dict[str, Any] = {**course.written(target), **values}
    keys, moved = list(rows.filter(course.can(act, now)).values_list("pk", flat=True)), 0
    for start in range(0, len(keys), TOGETHER):
        part = course.all().filter(pk__in=keys[start : start + TOGETHER])
        moved += part.filter(course.can(act, now)).update(**written)
        for kind in seals:
            seal(kind, part)
    return moved


def expire_page(
    course: Course[RowT, PartT, StateT, ActT],
    *,
    most: int,
    now: datetime,
    values: Mapping[str, object],
    seals: Sequence[Sealed] = (),
    then: Callable[[Sequence[RowT]], Iterable[Fact]],
) -> int:
    """Write down of up to `most` rows that their time is over, the longest first, and return how many.

    One transaction; what somebody else holds at this moment is left to them. `then` does in it what else is due with
    the rows, and returns the facts that tell of them.
    """
    assert course.life.expiry is not None, "only what expires is over by itself"
    with transaction.atomic():
        due = overdue(course, now=now).order_by(course.expires, "pk")
        rows = list(due.select_for_update(skip_locked=True)[:most])
        for source in course.life.sources(course.life.expiry):
            target = course.life.after(source, course.life.expiry)
            assert target is not None, "an expiry leads from where it stands"
            own = [row for row in rows if row.__dict__[course.column] == source.value]
            _write_all(course, own, {**course.written(target), **values})
        for kind in seals:
            seal(kind, rows)
        outbox.record_many(then(rows), now=now)
    return len(rows)


def overdue(course: Course[RowT, PartT, StateT, ActT], *, now: datetime) -> QuerySet[RowT]:
    """Return the rows whose time is over and of which that is not written down."""
    assert course.life.expiry is not None, "only what expires is over by itself"
    kept = reduce(or_, (Q(**{course.column: source.value}) for source in course.life.sources(course.life.expiry)))
    return course.all().filter(kept, **{f"{course.expires}__lte": now})


def _write_all(course: Course[RowT, PartT, StateT, ActT], rows: Sequence[RowT], written: dict[str, Any]) -> None:
    """Write the same to rows that are locked."""
    if rows:
        changed = course.all().filter(pk__in=[row.pk for row in rows]).update(**written)
        assert changed == len(rows), "locked rows stay"
    for row in rows:
        _hold(row, written)
