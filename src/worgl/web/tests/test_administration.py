"""The first page of administration: what waits, and the health of the money with its tables."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.queries import statements
from worgl.communities import commands as communities
from worgl.communities.rules import Role
from worgl.core import clock, jobs
from worgl.core.commands import IdempotencyKey
from worgl.core.domains import work_names
from worgl.core.models import Job
from worgl.currency import commands
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.web.views.health import CHARTS

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

QUERIES_MAX = 12
SRC = Path(__file__).resolve().parents[2]
KIND = re.compile(r'^\w*JOB = "((?:communities|currency|payments)\.\w+)"', re.MULTILINE)


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town with what was counted of it."""
    town = walk_in()
    commands.update_figures(community=town.community)
    commands.close_days(community=town.community, now=clock.now())
    return town


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_every_chart_stands_on_the_page_with_a_sentence_and_a_table(town: Walkers) -> None:
    page = town.alice.get(f"/c/{town.slug}/admin/?days=365")
    assert page.content.decode().count("<figcaption") == len(CHARTS)
    assert "100.00 alder in circulation" in text_of(page)
    for chart in CHARTS:
        answer = town.alice.get(f"/c/{town.slug}/admin/figures/{chart}.csv?days=365")
        rows = list(csv.reader(io.StringIO(answer.content.decode())))
        assert len(rows) > 1, chart
        assert len({len(row) for row in rows}) == 1, chart
        assert town.bob.get(f"/c/{town.slug}/admin/figures/{chart}.csv").status_code == 403
    assert town.alice.get(f"/c/{town.slug}/admin/figures/weather.csv").status_code == 404


def test_the_page_asks_the_database_little(town: Walkers) -> None:
    town.alice.get(f"/c/{town.slug}/admin/")
    with statements() as asked:
        town.alice.get(f"/c/{town.slug}/admin/")
    assert len(asked) <= QUERIES_MAX, "\n".join(asked)


def test_work_that_was_given_up_waits_for_a_person_of_its_own_community(town: Walkers) -> None:
    now = clock.now()
    for number, community in enumerate((str(town.community), "00000000-0000-0000-0000-000000000000")):
        job = jobs.enqueue("currency.figures", {"community": community}, key=f"broken {number}", due_at=now, now=now)
        Job.objects.filter(pk=job).update(state=Job.State.FAILED, error="OSError: disk full")
    own, other = (Job.objects.get(key=f"broken {number}").pk for number in (0, 1))
    page = town.alice.get(f"/c/{town.slug}/admin/")
    assert text_of(page).count("OSError: disk full") == 1
    assert town.bob.post(f"/c/{town.slug}/admin/jobs/{own}/retry/", {"key": "b"}).status_code == 403
    assert town.alice.post(f"/c/{town.slug}/admin/jobs/{other}/retry/", {"key": "c"}).status_code == 404
    answer = town.alice.post(f"/c/{town.slug}/admin/jobs/{own}/retry/", {"key": "a"}, follow=True)
    assert "It runs again in a moment." in text_of(answer)
    assert "OSError" not in text_of(answer)
    jobs.run_due(now=clock.now() + timedelta(seconds=1))
    assert Job.objects.get(pk=own).state == Job.State.DONE
    assert "Let work that had failed run again" in text_of(town.alice.get(f"/c/{town.slug}/admin/log/"))


def test_every_kind_of_work_of_a_community_has_a_name_for_people_who_keep_no_server() -> None:
    code = (path.read_text(encoding="utf-8") for path in SRC.rglob("*.py") if "tests" not in path.parts)
    kinds = {kind for text in code for kind in KIND.findall(text)}
    assert len(kinds) > 10
    assert kinds - work_names().keys() == set()


def test_a_treasurer_who_is_no_administrator_stays_out(town: Walkers) -> None:
    communities.grant_role(
        actor=town.alice_id, member=town.bob_id, role=Role.TREASURER, key=IdempotencyKey("t"), now=clock.now()
    )
    assert town.bob.get(f"/c/{town.slug}/admin/").status_code == 403
