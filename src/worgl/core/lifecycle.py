"""The life of a thing: its states, who may do what in each, and what follows. A table, and nothing else.

A domain's rules hold one `Lifecycle` for each of their things, with enums of their own for parts, states and acts.
How rows of a table go through it stands in `core.transitions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, Self, TypeVar

from django.utils.functional import Promise


class Tone(StrEnum):
    """How a tag looks: the letter that `static/parts.css` knows."""

    PLAIN = ""
    GOOD = "g"
    INFO = "i"
    WAITS = "a"
    BAD = "b"


@dataclass(frozen=True, slots=True)
class Tag:
    """How a state is shown, by `{% state_tag %}`: a word, the icon before it ("" for none), and a tone."""

    word: str | Promise
    icon: str = ""
    tone: Tone = Tone.PLAIN


class State(StrEnum):
    """A state that carries how it is shown: `OPEN = "open", Tag(_("Open"), "hourglass", Tone.INFO)`."""

    _value_: str
    tag: Tag

    def __new__(cls, value: str, tag: Tag | None = None) -> Self:
        """Make a member that is its value and remembers its tag; looking one up by its value does not come here."""
        assert tag is not None, f"nothing says how {value} is shown"
        own = str.__new__(cls, value)
        own._value_, own.tag = value, tag
        return own

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return the values with their names, for the column that keeps the state."""
        return [(one.value, one.name.replace("_", " ").title()) for one in cls]


PartT = TypeVar("PartT", bound=StrEnum)
StateT = TypeVar("StateT", bound=StrEnum)
ActT = TypeVar("ActT", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[PartT, StateT, ActT]):
    """What can become of a thing.

    `table` has a row for every step there is: who, from, act, to. What is not in it is refused. A thing begins in one
    of `starts`; the states of `ends` are final. `expiry` is the act that time does by itself, where there is one.
    A table that contradicts itself is a bug that no import survives; `faults_of` says what is looked for.
    """

    starts: tuple[StateT, ...]
    ends: frozenset[StateT]
    table: tuple[tuple[PartT, StateT, ActT, StateT], ...]
    expiry: ActT | None = None

    def __post_init__(self) -> None:
        """Refuse a table that contradicts itself."""
        found = list(faults_of(self))
        assert not found, found

    @property
    def states(self) -> frozenset[StateT]:
        """Return all states."""
        return frozenset(type(self.starts[0]))

    @property
    def acts(self) -> frozenset[ActT]:
        """Return all acts."""
        return frozenset(act for _who, _source, act, _target in self.table)

    def after(self, state: StateT, act: ActT) -> StateT | None:
        """Return the state an act leads to, None when it cannot be done in this one."""
        return next((target for _who, source, own, target in self.table if source is state and own is act), None)

    def parts(self, act: ActT) -> tuple[PartT, ...]:
        """Return who may do an act, in whatever state, in the order of the table."""
        return tuple(dict.fromkeys(who for who, _source, own, _target in self.table if own is act))

    def open_to(self, part: PartT, state: StateT) -> tuple[ActT, ...]:
        """Return what somebody may do in a state, in the order of the table."""
        return tuple(act for who, source, act, _target in self.table if who is part and source is state)

    def sources(self, act: ActT) -> tuple[StateT, ...]:
        """Return the states in which an act can be done, in the order of the table."""
        return tuple(dict.fromkeys(source for _who, source, own, _target in self.table if own is act))

    def at(self, state: StateT, *, expires_at: datetime, now: datetime) -> StateT:
        """Return the state at a moment: what has expired is so from that moment on, whenever it is written down."""
        assert self.expiry is not None, "only what expires has another state later"
        expired = self.after(state, self.expiry) if now >= expires_at else None
        return state if expired is None else expired


def faults_of(life: Lifecycle[PartT, StateT, ActT]) -> Iterator[str]:
    """Yield what contradicts itself in a table, as sentences.

    A final state has no way out and every other has one; an act stands once for who does it in a state, and leads to
    one state whoever does it; every state is reached from a start; an expiry is in the table.
    """
    out = {source for _who, source, _act, _target in life.table}
    yield from (f"{state} is final and has a way out" for state in sorted(life.ends & out))
    yield from (f"{state} is not final and has no way out" for state in sorted(life.states - life.ends - out))
    said: set[tuple[PartT, StateT, ActT]] = set()
    leads: dict[tuple[StateT, ActT], StateT] = {}
    for who, source, act, target in life.table:
        if (who, source, act) in said:
            yield f"{act} by {who} stands twice in {source}"
        if leads.setdefault((source, act), target) is not target:
            yield f"{act} leads from {source} to {leads[source, act]} and to {target}"
        said.add((who, source, act))
    yield from (f"{state} is never reached" for state in sorted(life.states - _reached(life)))
    if life.expiry is not None and life.expiry not in life.acts:
        yield f"{life.expiry} expires nothing"


def _reached(life: Lifecycle[PartT, StateT, ActT]) -> set[StateT]:
    reached, added = set(life.starts), set(life.starts)
    while added:
        added = {target for _who, source, _act, target in life.table if source in added} - reached
        reached |= added
    return reached
