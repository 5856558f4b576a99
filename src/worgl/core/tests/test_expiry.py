"""Expiring: in pages, each kind for itself, only where something is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from worgl.core import jobs
from worgl.core.domains import Domain, add
from worgl.core.expiry import EXPIRY_JOB
from worgl.core.models import Job
from worgl.core.works import Expiry

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 1, 12, tzinfo=UTC)
PAGE = 3
_left = {"test.apples": 0, "test.pears": 0}
_pages: list[str] = []


def _expiry(kind: str) -> Expiry:
    def close(now: datetime) -> int:
        _pages.append(kind)
        if _left[kind] < 0:
            raise RuntimeError(kind)
        closed = min(PAGE, _left[kind])
        _left[kind] -= closed
        return closed

    return Expiry(kind, is_due=lambda _now: _left[kind] != 0, close=close)


add(__name__, Domain(expiries=tuple(map(_expiry, _left))))


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    """Let nothing be overdue, nor afterwards: what is declared here stays for the tests that follow."""
    _pages.clear()
    _left.update(dict.fromkeys(_left, 0))
    yield
    _left.update(dict.fromkeys(_left, 0))


def test_what_is_overdue_is_written_down_in_pages_until_nothing_is_left() -> None:
    _left.update({"test.apples": 7})
    jobs.run_due(now=NOW)
    assert _left["test.apples"] == 0
    assert _pages == ["test.apples"] * 4
    assert Job.objects.get(kind=EXPIRY_JOB).done == 7


def test_nothing_is_queued_where_nothing_is_overdue() -> None:
    jobs.run_due(now=NOW)
    assert not Job.objects.filter(kind=EXPIRY_JOB).exists()
    assert not _pages


def test_a_kind_that_fails_holds_up_no_other() -> None:
    _left.update({"test.apples": -1, "test.pears": 2})
    jobs.run_due(now=NOW)
    assert _left == {"test.apples": -1, "test.pears": 0}


def test_a_kind_is_looked_at_again_after_a_minute() -> None:
    for seconds in (0, 30, 60):
        _left.update({"test.pears": 1})
        jobs.run_due(now=NOW + timedelta(seconds=seconds))
    assert Job.objects.filter(kind=EXPIRY_JOB).count() == 2


def test_things_of_a_kind_expire_in_one_way() -> None:
    add("test.twice", Domain(expiries=(_expiry("test.pears"),)))
    try:
        with pytest.raises(AssertionError, match=r"two have one name.*test\.pears"):
            jobs.run_due(now=NOW)
    finally:
        add("test.twice", Domain())
