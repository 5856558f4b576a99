"""The worker: what is held up in one lane holds up no other, and no database ends it."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Self

import pytest
from django.db import InternalError, OperationalError, connection

from tests.support.patience import PATIENCE_S, wait_until
from worgl.core import clock, jobs, worker, works
from worgl.core.domains import Domain, add
from worgl.core.ids import new_id
from worgl.core.models import Job

did: list[str] = []
waits = threading.Event()
failures: list[Exception] = []


@works.job("test.quick")
def quick(run: works.JobRun) -> None:
    """Be done at once."""
    did.append(f"quick {run.args['name']}")


@works.job("test.long", lane=works.LONG)
def long(run: works.JobRun) -> None:
    """Take as long as the test wants."""
    did.append("long began")
    waits.wait(PATIENCE_S)
    did.append("long ended")


add(__name__, Domain(jobs=(quick, long)))


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    did.clear()
    failures.clear()
    waits.clear()
    monkeypatch.setattr(worker, "TROUBLE_FIRST_S", 0.01)
    monkeypatch.setattr(worker, "TROUBLE_MOST_S", 0.02)
    yield
    waits.set()


class Working:
    """A worker in threads of this process."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=worker.work, kwargs={"stop": self._stop.is_set, "idle_s": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        waits.set()
        self._stop.set()
        self._thread.join()


LONG_DUE = datetime(2000, 1, 1, tzinfo=UTC)
"""Comes before all the jobs other tests have left in the database."""


def queue(kind: str, name: str = "") -> None:
    jobs.enqueue(kind, {"name": name}, key=str(new_id()), due_at=LONG_DUE, now=clock.now())


def only(monkeypatch: pytest.MonkeyPatch, **rounds: worker.Round) -> None:
    """Let the worker have only these lanes."""
    monkeypatch.setattr(worker, "rounds", lambda: rounds)


@pytest.mark.usefixtures("committed_db")
def test_a_job_that_takes_long_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = worker.rounds()
    only(monkeypatch, **{lane: rounds[lane] for lane in (works.JOBS, works.LONG)})
    queue("test.long")
    with Working():
        wait_until(lambda: "long began" in did)
        queue("test.quick", "bread")
        wait_until(lambda: "quick bread" in did)
        assert "long ended" not in did
        waits.set()
    assert "long ended" in did


@pytest.mark.usefixtures("committed_db")
def test_a_lane_that_waits_for_somebody_holds_up_no_job(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(now: datetime, stop: Callable[[], bool]) -> int:
        did.append("slow began")
        waits.wait(PATIENCE_S)
        return 0

    rounds = worker.rounds()
    only(monkeypatch, jobs=rounds["jobs"], slow=slow)
    with Working():
        wait_until(lambda: "slow began" in did)
        queue("test.quick", "milk")
        wait_until(lambda: "quick milk" in did)


TROUBLES = [
    OperationalError("database is locked"),
    OperationalError("disk full"),
    InternalError("cannot execute UPDATE in a read-only transaction"),
    sqlite3.OperationalError("as the driver says it"),
    RuntimeError("a bug"),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
def test_no_trouble_ends_a_lane_or_the_others(
    monkeypatch: pytest.MonkeyPatch, trouble: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def troubled(now: datetime, stop: Callable[[], bool]) -> int:
        failures.append(trouble)
        if len(failures) < 5:
            raise trouble
        did.append("well again")
        return 0

    def well(now: datetime, stop: Callable[[], bool]) -> int:
        did.append("well")
        return 0

    only(monkeypatch, troubled=troubled, well=well)
    with caplog.at_level(logging.WARNING), Working():
        wait_until(lambda: {"well", "well again"} <= set(did))
    said = [record for record in caplog.records if record.name == worker.__name__]
    assert said
    if isinstance(trouble, OperationalError | InternalError):
        assert len(said) == 1, "trouble that lasts is told once a minute"


@pytest.mark.usefixtures("committed_db")
def test_a_worker_waits_for_a_real_database_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the database refuse writes, as it does when its disk is remounted or a replica takes over."""
    rounds = worker.rounds()
    tried: list[int] = []

    def in_trouble(now: datetime, stop: Callable[[], bool]) -> int:
        tried.append(1)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET default_transaction_read_only = {'on' if not waits.is_set() else 'off'}")
            else:
                cursor.execute(f"PRAGMA query_only = {0 if waits.is_set() else 1}")
        try:
            return rounds["jobs"](now, stop)
        finally:
            # The connection goes back to its pool, and what is set on it would trouble whoever gets it next.
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET default_transaction_read_only = off")
                else:
                    cursor.execute("PRAGMA query_only = 0")

    only(monkeypatch, jobs=in_trouble)
    queue("test.quick", "eggs")
    with Working():
        wait_until(lambda: len(tried) > 3)
        assert "quick eggs" not in did
        assert Job.objects.filter(kind="test.quick", args__name="eggs").get().attempts == 0
        waits.set()
        wait_until(lambda: "quick eggs" in did)


@contextmanager
def unusable() -> Iterator[None]:
    """Lock the database for everybody else, or on PostgreSQL throw everybody else out."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    yield


@pytest.mark.usefixtures("committed_db")
def test_a_worker_outlives_a_database_that_is_locked_or_throws_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = worker.rounds()
    tried: list[int] = []

    def impatient(now: datetime, stop: Callable[[], bool]) -> int:
        tried.append(1)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 20")
        return rounds["jobs"](now, stop)

    only(monkeypatch, jobs=impatient)
    with Working():
        wait_until(lambda: len(tried) > 3)
        with unusable():
            before = len(tried)
            wait_until(lambda: len(tried) > before + 3)
        queue("test.quick", "salt")
        wait_until(lambda: "quick salt" in did)


def test_what_need_not_be_planned_every_round_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[str] = []
    plans = {
        "each": works.Planned(lambda _now: planned.append("each"), works.EACH_ROUND),
        "seldom": works.Planned(lambda _now: planned.append("seldom"), timedelta(minutes=1)),
    }
    monkeypatch.setattr(jobs, "plans", lambda: plans)
    last: dict[str, datetime] = {}
    now = datetime(2026, 6, 1, tzinfo=UTC)
    for second in (0, 1, 59, 60, 61):
        jobs.plan_due(now=now + timedelta(seconds=second), last=last)
    # A town's clock may be moved.
    jobs.plan_due(now=now + timedelta(days=30), last=last)
    jobs.plan_due(now=now, last=last)
    assert (planned.count("each"), planned.count("seldom")) == (7, 4)


def test_a_plan_that_fails_keeps_no_other_from_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[str] = []

    def broken(now: datetime) -> None:
        raise ZeroDivisionError

    plans = {
        "a": works.Planned(broken, works.EACH_ROUND),
        "b": works.Planned(lambda _now: planned.append("b"), works.EACH_ROUND),
    }
    monkeypatch.setattr(jobs, "plans", lambda: plans)
    with pytest.raises(ZeroDivisionError):
        jobs.plan_due(now=datetime(2026, 6, 1, tzinfo=UTC))
    assert planned == ["b"]
