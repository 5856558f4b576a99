"""What the operator's page asks of the database, whatever there is to tell: as much as any page may, at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.support.queries import statements
from worgl.core import clock
from worgl.core.jobs import enqueue, overview
from worgl.core.models import Fact, Job, Undelivered
from worgl.payments.tests.builders import new_town
from worgl.web.jobs import CHECK
from worgl.web.tests.test_operator import HOME, _fresh_counters, operator

pytestmark = pytest.mark.django_db
__all__ = ["_fresh_counters", "operator"]
MUST_ASK = 12
OTHER = "inbox.forget"
NEWER_JOBS = 30
"""More than the page shows: the last check stands behind them."""
YES_OR_NO = (False, True)


@pytest.fixture
def town_count(request: pytest.FixtureRequest) -> int:
    for _number in range(request.param):
        new_town()
    return int(request.param)


def jobs_of(*, check_is: str, given_up: bool) -> None:
    """Queue jobs so that a check stands among the newest, behind them, or nowhere."""
    now = clock.now()
    Job.objects.all().delete()
    order = {"newest": [OTHER, CHECK], "old": [CHECK, OTHER], "none": [OTHER], "nothing": []}[check_is]
    for kind in order:
        for number in range(1 if kind == CHECK else NEWER_JOBS):
            enqueue(kind, {}, key=f"{kind}-{number}", due_at=now, now=now)
    if given_up:
        Job.objects.update(state="failed", error="OSError: the disk is full")


def states() -> Iterator[str]:
    """Bring the node into one state after another; each ends when the next is asked for."""
    now = clock.now()
    choices = product(("newest", "old", "none", "nothing"), YES_OR_NO, ("none", "new", "old"), YES_OR_NO)
    for check_is, given_up, facts, is_missed in choices:
        with transaction.atomic():
            jobs_of(check_is=check_is, given_up=given_up)
            Fact.objects.update(pending=False)
            if facts != "none":
                at = now - timedelta(minutes=11 if facts == "old" else 0)
                fact = Fact.objects.create(id=uuid4(), topic="test.nothing", body={}, at=at)
                if is_missed:
                    Undelivered.objects.create(fact=fact, reader="a.reader", since=at, due_at=at, error="OSError")
            yield f"check {check_is}, given up {given_up}, facts {facts}, missed {is_missed}"
            transaction.set_rollback(True)


@pytest.mark.parametrize("town_count", [0, 1, 2], indirect=True)
def test_no_state_of_the_node_makes_the_page_ask_more_than_any_page_may(operator: Client, town_count: int) -> None:
    for state in states():
        # As a server process that has just begun, which remembers nothing.
        cache.clear()
        with statements() as sent:
            assert operator.get(HOME).status_code == 200
        assert len(sent) <= MUST_ASK, (state, town_count, sent)


@pytest.mark.parametrize(("check_is", "given_up", "failed"), [("old", True, NEWER_JOBS + 1), ("nothing", True, 0)])
def test_jobs_are_told_whole_by_one_statement(check_is: str, given_up: bool, failed: int) -> None:
    jobs_of(check_is=check_is, given_up=given_up)
    with statements() as sent:
        found = overview(kind=CHECK, limit=20)
    assert len(sent) == 1
    assert (len(found.newest), found.failed) == (20 if failed else 0, failed)
    assert (found.last.kind if found.last else "") == (CHECK if failed else "")
    assert CHECK not in {one.kind for one in found.newest}
