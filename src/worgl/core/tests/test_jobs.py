"""Jobs: once per key, resumable by stage, safe with two workers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections

from worgl.core import clock, jobs, works
from worgl.core.domains import Domain, add
from worgl.core.ids import new_id
from worgl.core.limits import JOB_ATTEMPTS_MAX
from worgl.core.models import Job

done: list[tuple[str, int]] = []
stops_at: set[int] = set()
planned_at: list[str] = []


@works.job("test.count")
def count(run: works.JobRun) -> None:
    """Count to `upto` with a checkpoint after each number; break down where told to."""
    for number in range(int(run.cursor.get("next", 0)), int(run.args["upto"])):
        if number in stops_at:
            raise RuntimeError(number)
        done.append((run.args.get("name", ""), number))
        run.checkpoint(stage="counting", cursor={"next": number + 1}, done=number + 1, total=run.args["upto"])


add(__name__, Domain(jobs=(count,)))


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    done.clear()
    stops_at.clear()
    yield
    stops_at.clear()


def queue(upto: int, key: str = "", name: str = "") -> UUID:
    now = clock.now()
    return jobs.enqueue("test.count", {"upto": upto, "name": name}, key=key or str(new_id()), due_at=now, now=now)


def ran(now: datetime) -> int:
    """Run what is due and return how many of these tests' jobs were done by it; other domains plan their own."""
    ours = Job.objects.filter(kind="test.count", state=Job.State.DONE)
    before = ours.count()
    jobs.run_due(now=now)
    return ours.count() - before


@pytest.mark.django_db
def test_a_job_runs_once_and_its_key_stays_taken() -> None:
    first = queue(3, key="once")
    assert ran(clock.now()) == 1
    assert queue(3, key="once") == first
    assert ran(clock.now()) == 0
    assert [number for _name, number in done] == [0, 1, 2]
    view = jobs.job_view(first)
    assert view is not None
    assert (view.state, view.stage, view.done, view.total) == ("done", "counting", 3, 3)


@pytest.mark.django_db
def test_a_job_waits_until_it_is_due() -> None:
    now = clock.now()
    jobs.enqueue("test.count", {"upto": 1}, key=str(new_id()), due_at=now + timedelta(hours=1), now=now)
    assert ran(now) == 0
    assert ran(now + timedelta(hours=2)) == 1


@pytest.mark.django_db
def test_a_job_that_broke_down_goes_on_from_its_checkpoint() -> None:
    stops_at.add(2)
    number = queue(4)
    jobs.run_due(now=clock.now())
    view = jobs.job_view(number)
    assert view is not None
    assert (view.state, view.attempts, view.error) == ("queued", 1, "RuntimeError: 2")
    stops_at.clear()
    assert ran(clock.now()) == 0
    assert ran(clock.now() + timedelta(hours=1)) == 1
    assert [each for _name, each in done] == [0, 1, 2, 3]


@pytest.mark.django_db
def test_a_job_that_always_fails_waits_for_a_person_who_may_start_it_again() -> None:
    stops_at.add(0)
    number = queue(1)
    now = clock.now()
    for attempt in range(JOB_ATTEMPTS_MAX + 2):
        jobs.run_due(now=now + timedelta(days=attempt))
    view = jobs.job_view(number)
    assert view is not None
    assert (view.state, view.attempts) == ("failed", JOB_ATTEMPTS_MAX)
    stops_at.clear()
    assert jobs.retry(number, now=now)
    assert not jobs.retry(number, now=now)
    assert ran(now) == 1


@pytest.mark.django_db
def test_a_dead_workers_job_is_taken_over_and_the_slow_one_stops() -> None:
    number = queue(5)
    now = clock.now()
    slow = jobs._claim(Job.objects.filter(pk=number), now)
    assert slow is not None
    assert ran(now) == 0
    assert ran(now + works.LEASE + timedelta(seconds=1)) == 1
    with pytest.raises(works.LeaseLost):
        slow.checkpoint(stage="counting", cursor={"next": 1})
    view = jobs.job_view(number)
    assert view is not None
    assert (view.state, view.done) == ("done", 5)


@pytest.mark.usefixtures("committed_db")
def test_many_workers_at_once_do_each_job_once() -> None:
    while jobs.run_due(now=clock.now()):
        pass  # what other tests have left would keep these workers busy first
    name = str(new_id())
    for _job in range(10):
        queue(3, name=name)

    def serve() -> None:
        jobs.run_due(now=clock.now())
        connections.close_all()

    threads = [threading.Thread(target=serve) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(number for owner, number in done if owner == name) == sorted(list(range(3)) * 10)


@pytest.mark.django_db
def test_recent_jobs_are_shown_newest_first() -> None:
    first, second = queue(1), queue(1)
    assert [view.id for view in jobs.recent(kind="test.count")][:2] == [second, first]
