"""Lives: a table that contradicts itself is refused, one that does not is walked as it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.lifecycle import Lifecycle, State, Tag, Tone
from worgl.core.templatetags.worgl import state_tag

NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)


class Who(StrEnum):
    """Parts."""

    SELLER = "seller"
    BUYER = "buyer"
    TIME = "time"


class Stand(State):
    """States."""

    OFFERED = "offered", Tag("Offered", "tag", Tone.INFO)
    AGREED = "agreed", Tag("Agreed")
    DONE = "done", Tag("Done", "check", Tone.GOOD)
    EXPIRED = "expired", Tag("Expired")


class Deed(StrEnum):
    """Acts."""

    AGREE = "agree"
    DELIVER = "deliver"
    EXPIRE = "expire"


Row = tuple[Who, Stand, Deed, Stand]
ENDS = frozenset({Stand.DONE, Stand.EXPIRED})
TABLE: tuple[Row, ...] = (
    (Who.BUYER, Stand.OFFERED, Deed.AGREE, Stand.AGREED),
    (Who.SELLER, Stand.OFFERED, Deed.AGREE, Stand.AGREED),
    (Who.SELLER, Stand.AGREED, Deed.DELIVER, Stand.DONE),
    (Who.TIME, Stand.OFFERED, Deed.EXPIRE, Stand.EXPIRED),
)
DEAL: Lifecycle[Who, Stand, Deed] = Lifecycle((Stand.OFFERED,), ENDS, TABLE, Deed.EXPIRE)


def test_a_life_answers_by_its_table() -> None:
    assert DEAL.after(Stand.OFFERED, Deed.AGREE) is Stand.AGREED
    assert DEAL.after(Stand.DONE, Deed.AGREE) is None
    assert DEAL.parts(Deed.AGREE) == (Who.BUYER, Who.SELLER)
    assert DEAL.open_to(Who.SELLER, Stand.AGREED) == (Deed.DELIVER,)
    assert DEAL.sources(Deed.EXPIRE) == (Stand.OFFERED,)


@pytest.mark.parametrize(
    ("state", "seconds", "later"),
    [
        (Stand.OFFERED, -1, Stand.OFFERED),
        (Stand.OFFERED, 0, Stand.EXPIRED),
        (Stand.AGREED, 1, Stand.AGREED),
        (Stand.DONE, 1, Stand.DONE),
    ],
)
def test_what_has_expired_is_so_from_that_moment_on(state: Stand, seconds: int, later: Stand) -> None:
    assert DEAL.at(state, expires_at=NOON, now=NOON + timedelta(seconds=seconds)) is later


FAULTY: list[tuple[str, tuple[Row, ...], frozenset[Stand]]] = [
    ("done is final and has a way out", (*TABLE, (Who.BUYER, Stand.DONE, Deed.AGREE, Stand.AGREED)), ENDS),
    ("agreed is not final and has no way out", (*TABLE[:2], TABLE[3]), ENDS),
    ("done is not final and has no way out", TABLE, frozenset({Stand.EXPIRED})),
    ("agree by buyer stands twice in offered", (*TABLE, TABLE[0]), ENDS),
    (
        "agree leads from offered to agreed and to done",
        (*TABLE, (Who.TIME, Stand.OFFERED, Deed.AGREE, Stand.DONE)),
        ENDS,
    ),
    ("done is never reached", (*TABLE[:2], TABLE[3]), ENDS),
    ("expire expires nothing", TABLE[:3], ENDS),
]


@pytest.mark.parametrize(("sentence", "table", "ends"), FAULTY)
def test_a_table_that_contradicts_itself_is_refused(
    sentence: str, table: tuple[Row, ...], ends: frozenset[Stand]
) -> None:
    with pytest.raises(AssertionError, match=sentence):
        Lifecycle((Stand.OFFERED,), ends, table, Deed.EXPIRE)


@dataclass(frozen=True)
class _Drawn:
    table: tuple[Row, ...]
    ends: frozenset[Stand]

    def is_sound(self) -> bool:
        """Say it once more, by trying: walk every way, and look at each row for itself."""
        steps = {(source, act): target for _who, source, act, target in self.table}
        ways = [tuple(row[:3]) for row in self.table]
        alike = all(steps[source, act] is target for _who, source, act, target in self.table)
        final = all((state in self.ends) is not any(source is state for source, _act in steps) for state in Stand)
        return alike and final and len(ways) == len(set(ways)) and set(self._walk({Stand.OFFERED})) == set(Stand)

    def _walk(self, seen: set[Stand]) -> Iterator[Stand]:
        yield from seen
        following = {target for _who, source, _act, target in self.table if source in seen} - seen
        if following:
            yield from self._walk(seen | following)


_ROWS = st.tuples(st.sampled_from(Who), st.sampled_from(Stand), st.sampled_from(Deed), st.sampled_from(Stand))
_DRAWN = st.builds(_Drawn, st.lists(_ROWS, max_size=7).map(tuple), st.frozensets(st.sampled_from(Stand)))
_NEAR = st.builds(
    lambda drop, more: _Drawn((*TABLE[:drop], *TABLE[drop + 1 :], *more), ENDS),
    st.integers(0, 4),
    st.lists(_ROWS, max_size=2).map(tuple),
)


@given(st.one_of(_DRAWN, _NEAR))
def test_a_table_is_taken_exactly_when_it_is_sound(drawn: _Drawn) -> None:
    try:
        life = Lifecycle((Stand.OFFERED,), drawn.ends, drawn.table)
    except AssertionError:
        assert not drawn.is_sound()
        return
    assert drawn.is_sound()
    assert all(life.after(state, act) is None for state in life.ends for act in Deed)


def test_a_state_is_its_value_and_is_shown_by_its_tag() -> None:
    assert Stand("offered") is Stand.OFFERED
    assert f"{Stand.OFFERED}" == Stand.OFFERED.value == "offered"
    assert Stand.choices()[0] == ("offered", "Offered")
    assert state_tag(Stand.AGREED.tag) == '<span class="tag">Agreed</span>'
    shown = state_tag(Stand.DONE.tag)
    assert shown.startswith('<span class="tag g"><svg class="icon"')
    assert shown.endswith("</svg>Done</span>")


def test_a_state_that_nothing_shows_is_a_bug() -> None:
    with pytest.raises((AssertionError, RuntimeError)):

        class Bare(State):
            OPEN = "open"
