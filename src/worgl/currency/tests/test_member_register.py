"""The roll with everybody's money: filters, totals, table; limits for many by a rule."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.support.queries import statements
from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.rules import MemberFilter, MemberSpec, MemberState, Role
from worgl.core import clock, jobs
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import InvalidInput
from worgl.core.models import Job
from worgl.core.money import Ppm
from worgl.currency import commands, queries
from worgl.currency.errors import LimitOrderUnknown, NoCredit, NotYours
from worgl.currency.models import Wallet
from worgl.currency.rules import Activity, LimitKind, LimitRule, RegisterFilter, RegisterPage, Sorting
from worgl.currency.rules.member_register import filter_as_json, filter_from_json, rule_as_json, rule_from_json
from worgl.currency.tests.builders import FOUNDED, Town, a_town, key
from worgl.currency.tests.walkers import Walkers, walk_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

DAY = timedelta(days=1)
LATER = FOUNDED + 60 * DAY


@pytest.fixture
def town(db: None) -> Town:
    """Open a mutual credit where Bob has sold for 300.00 lately and Carla long ago; Dora never traded."""
    town = a_town("Bob", "Carla", "Dora", preset="merchants")
    town.pay("Alice", "Carla", 2_000, now=FOUNDED + DAY)
    town.pay("Carla", "Bob", 30_000, now=FOUNDED + 59 * DAY)
    town.pay("Bob", "Alice", 1_000, now=FOUNDED + 60 * DAY)
    commands.update_figures(community=town.community)
    return town


def page(
    town: Town, asked: RegisterFilter, sorting: Sorting = Sorting.NAME, *, first: int = 0, count: int = 50
) -> RegisterPage:
    return queries.register_page(
        community=town.community,
        viewer=town.alice,
        asked=asked,
        sorting=sorting,
        first=first,
        count=count,
        now=LATER,
    )


def names(town: Town, asked: RegisterFilter, sorting: Sorting = Sorting.NAME) -> list[str]:
    found = queries.member_register(
        community=town.community, viewer=town.alice, asked=asked, sorting=sorting, now=LATER
    )
    return [row.member.name for row in found.rows]


CASES = [
    (RegisterFilter(), ["Alice", "Bob", "Carla", "Dora"]),
    # No code holds an L, so that only the name can fit.
    (RegisterFilter(MemberFilter(search="arl")), ["Carla"]),
    (RegisterFilter(MemberFilter(role=Role.ADMIN)), ["Alice"]),
    (RegisterFilter(activity=Activity.DORMANT), ["Dora"]),
    (RegisterFilter(activity=Activity.ACTIVE), ["Alice", "Bob", "Carla"]),
    (RegisterFilter(least_minor=0), ["Bob", "Dora"]),
    (RegisterFilter(most_minor=-1), ["Alice", "Carla"]),
    (RegisterFilter(least_minor=-1_000, most_minor=0), ["Alice", "Dora"]),
    (RegisterFilter(MemberFilter(state=MemberState.SUSPENDED)), []),
]


@pytest.mark.parametrize(("asked", "expected"), CASES)
def test_the_roll_holds_those_who_fit_and_nobody_else(town: Town, asked: RegisterFilter, expected: list[str]) -> None:
    assert names(town, asked) == expected
    assert filter_from_json(filter_as_json(asked)) == asked


def test_the_roll_is_sorted_as_asked(town: Town) -> None:
    assert names(town, RegisterFilter(), Sorting.MOST) == ["Bob", "Dora", "Alice", "Carla"]
    assert names(town, RegisterFilter(), Sorting.LEAST) == ["Carla", "Alice", "Dora", "Bob"]


def test_the_totals_are_those_of_all_who_fit_however_little_is_shown(town: Town) -> None:
    for count in (1, 50):
        shown = page(town, RegisterFilter(), count=count)
        assert (shown.count, shown.held_minor, shown.owed_minor) == (4, 29_000, 29_000)
    owing = page(town, RegisterFilter(most_minor=-1), count=1)
    assert (owing.count, owing.held_minor, owing.owed_minor, owing.has_more) == (2, 0, 29_000, True)


@pytest.mark.parametrize("sorting", Sorting)
@pytest.mark.parametrize("asked", [asked for asked, _expected in CASES])
def test_the_pages_are_the_table_cut_into_pieces(town: Town, asked: RegisterFilter, sorting: Sorting) -> None:
    # Somebody without a wallet yet, and the newest.
    communities.add_members(community=town.community, specs=[MemberSpec(name="Ed", joined_at=LATER)], now=LATER)
    table = queries.member_register(
        community=town.community, viewer=town.alice, asked=asked, sorting=sorting, now=LATER
    ).rows
    pages = [page(town, asked, sorting, first=first, count=2) for first in (0, 2, 4)]
    assert tuple(row for one in pages for row in one.rows) == table
    assert {one.count for one in pages} == {len(table)}
    assert [one.has_more for one in pages] == [len(table) > 2, len(table) > 4, False]


def test_officers_see_the_roll_and_others_do_not(town: Town) -> None:
    elsewhere = a_town(slug="birchford")
    for viewer in (town["Bob"], elsewhere.alice):
        with pytest.raises(NotYours):
            queries.member_register(community=town.community, viewer=viewer, asked=RegisterFilter(), now=LATER)
        with pytest.raises(NotYours):
            queries.register_page(
                community=town.community,
                viewer=viewer,
                asked=RegisterFilter(),
                sorting=Sorting.NAME,
                first=0,
                count=1,
                now=LATER,
            )


GROWING = LimitRule(LimitKind.CREDIT, 10_000, Ppm(100_000), 100_000)


def order(town: Town, rule: LimitRule, asked: RegisterFilter | None = None) -> Job:
    job = commands.order_limits(actor=town.alice, asked=asked or RegisterFilter(), rule=rule, key=key(), now=LATER)
    return Job.objects.get(pk=job)


def test_a_rule_does_what_its_preview_shows(town: Town) -> None:
    assert rule_from_json(rule_as_json(GROWING)) == GROWING
    changes = queries.limits_preview(
        community=town.community, viewer=town.alice, asked=RegisterFilter(), rule=GROWING, now=LATER
    )
    shown = {change.member.name: (change.after_minor, change.is_beyond) for change in changes}
    # Carla owes 280.00 and is beyond 102.00; Bob sold for 300.00.
    assert shown == {"Alice": (10_100, False), "Bob": (13_000, False), "Carla": (10_200, True), "Dora": (10_000, False)}
    job = order(town, GROWING)
    jobs.run_job(job.pk, now=LATER)
    limits = queries.limits_of(viewer=town.alice, members=town.members.values())
    found = {name: limits[own].credit_minor for name, own in town.members.items()}
    assert found == {"Alice": 10_100, "Bob": 13_000, "Carla": 28_000, "Dora": 10_000}
    given = queries.limit_order(community=town.community, viewer=town.alice, job=job.pk)
    assert (given.done, given.total, given.is_running) == (4, 4, False)
    acts = community_queries.audit_log(community=town.community, viewer=town.alice).items
    assert [act.sentence for act in acts if act.what == "currency.limits_by_rule"] == [
        "Gave limits by a rule to 4 members"
    ]
    assert not queries.limits_preview(
        community=town.community, viewer=town.alice, asked=RegisterFilter(), rule=GROWING, now=LATER
    )


def test_a_rule_that_stopped_goes_on_where_it_stopped(town: Town) -> None:
    job = order(town, GROWING)

    def stop(done: int, total: int) -> None:
        raise RuntimeError(done, total)

    with pytest.raises(RuntimeError):
        commands.apply_limits(args=job.args, progress=stop, already=0, now=LATER)
    assert not Wallet.objects.filter(community_id=town.community, credit_minor__isnull=False).exists()
    jobs.run_job(job.pk, now=LATER)
    assert Wallet.objects.filter(community_id=town.community, credit_minor__isnull=False).count() == 4


def test_a_rule_that_cannot_be_is_refused(town: Town) -> None:
    with pytest.raises(InvalidInput):
        order(town, LimitRule(LimitKind.CEILING, 0, Ppm(0), 0))
    with pytest.raises(InvalidInput):
        order(town, LimitRule(LimitKind.CREDIT, -1, Ppm(0), 0))
    with pytest.raises(InvalidInput):
        order(town, LimitRule(LimitKind.CREDIT, 1, Ppm(1_000_001), 0))
    with pytest.raises(NoCredit):
        order(a_town(slug="birchford"), GROWING)


def test_an_order_is_seen_by_officers_of_its_town_only(town: Town) -> None:
    job = order(town, GROWING)
    elsewhere = a_town(slug="birchford")
    with pytest.raises(LimitOrderUnknown):
        queries.limit_order(community=elsewhere.community, viewer=elsewhere.alice, job=job.pk)
    with pytest.raises(NotYours):
        queries.limit_order(community=town.community, viewer=town["Bob"], job=job.pk)


@pytest.fixture
def walkers(db: None) -> Walkers:
    """Open the town with browsers."""
    return walk_in()


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_table_is_exactly_the_list(walkers: Walkers) -> None:
    base = f"/c/{walkers.slug}/admin/members"
    answer = walkers.alice.get(f"{base}.csv?least=0.01")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["name"], row["balance"]) for row in rows] == [("Bob Hain", "100.00")]
    page = text_of(walkers.alice.get(f"{base}/?least=0.01"))
    assert "Bob Hain" in page
    assert "Emma Neu" not in page
    assert "Nobody matches" in text_of(walkers.alice.get(f"{base}/?q=nobody"))
    assert walkers.bob.get(f"{base}.csv").status_code == walkers.bob.get(f"{base}/").status_code == 403


def test_a_name_is_no_formula_in_the_table(walkers: Walkers) -> None:
    communities.rename_member(
        actor=walkers.bob_id, member=walkers.bob_id, name="=1+1", key=IdempotencyKey("n"), now=clock.now()
    )
    assert "'=1+1" in walkers.alice.get(f"/c/{walkers.slug}/admin/members.csv").content.decode()


@pytest.mark.parametrize("query", ["least=abc", "sort=moon", "state=moon", "role=king"])
def test_a_wrong_filter_is_said_at_its_field(walkers: Walkers, query: str) -> None:
    answer = walkers.alice.get(f"/c/{walkers.slug}/admin/members/?{query}")
    assert answer.status_code == 422
    assert f'id="id_{query.split("=", maxsplit=1)[0]}_error"' in answer.content.decode()
    assert walkers.alice.get(f"/c/{walkers.slug}/admin/members.csv?{query}").status_code == 302


@pytest.mark.parametrize("query", ["", "sort=most&activity=dormant", "sort=newest&least=0.01"])
def test_the_roll_asks_the_database_little_and_reads_whole_members_of_its_page_only(
    walkers: Walkers, query: str
) -> None:
    address = f"/c/{walkers.slug}/admin/members/?{query}"
    walkers.alice.get(address)
    with statements() as asked:
        walkers.alice.get(address)
    assert len(asked) <= 12, "\n".join(asked)
    whole = [sql for sql in asked if '"communities_member"."about"' in sql and "LIMIT 1" not in sql]
    assert whole
    by_id = ('"communities_member"."id" IN (', '"communities_member"."id" = ')
    assert all(any(mark in sql for mark in by_id) for sql in whole), "\n".join(whole)


def test_a_membership_is_paused_in_place(walkers: Walkers) -> None:
    here = f"/c/{walkers.slug}/admin/members/?q=Bob"
    address = f"/c/{walkers.slug}/admin/members/{walkers.bob_id}/suspend/"
    answer = walkers.alice.post(address, {"key": "s", "reason": "", "next": here})
    assert answer.headers["Location"] == here
    answer = walkers.alice.post(address.replace("suspend", "reinstate"), {"key": "r", "next": "//evil.example/"})
    assert answer.headers["Location"].startswith(f"/c/{walkers.slug}/")


def test_a_rule_is_seen_before_it_is_ordered(walkers: Walkers) -> None:
    address = f"/c/{walkers.slug}/admin/limits/?limit=ceiling&base=50&state=active"
    page = text_of(walkers.alice.get(address))
    assert "3 limits change" in page
    assert "1 member is beyond the new limit." in page
    answer = walkers.alice.post(address, {"key": "k"}, follow=True)
    assert "Limits given: 0 of 0." in text_of(answer)
    jobs.run_due(now=clock.now() + timedelta(seconds=1))
    assert "3 members have the new limit." in text_of(walkers.alice.get(answer.redirect_chain[-1][0]))
    assert walkers.bob.post(address, {"key": "b"}).status_code == 403
    back = walkers.alice.post(f"{address}&kind=moon", {"key": "m"}).headers["Location"]
    assert back.startswith(f"/c/{walkers.slug}/admin/members/")
    assert walkers.alice.get(f"/c/{walkers.slug}/admin/limits/?limit=ceiling&base=abc").status_code == 422


def test_giving_to_many_is_looked_at_before_it_is_ordered(walkers: Walkers) -> None:
    address = f"/c/{walkers.slug}/admin/give/?amount=5&source=issuer&reason=feast&state=active"
    page = text_of(walkers.alice.get(address))
    assert "3 members get, each 5.00" in page
    assert "Give 15.00 alder to 3 members" in page
    wrong = text_of(walkers.alice.post(address, {"key": "w", "seen": "2"}))
    assert "It would be 3 members now, no longer 2." in wrong
    answer = walkers.alice.post(address, {"key": "k", "seen": "3"}, follow=True)
    assert "0 of 3 done" in text_of(answer)
    jobs.run_due(now=clock.now() + timedelta(seconds=1))
    assert "3 members were given" in text_of(walkers.alice.get(answer.redirect_chain[-1][0]))
    assert "Ordered that 3 members get 5.00 alder of new money each" in text_of(
        walkers.alice.get(f"/c/{walkers.slug}/admin/log/")
    )
    assert walkers.bob.post(address, {"key": "b", "seen": "3"}).status_code == 403
    empty = text_of(walkers.alice.get(address.replace("issuer", "commons").replace("amount=5", "amount=5000")))
    assert "The common fund has not enough for this." in empty
    assert walkers.alice.get(f"/c/{walkers.slug}/admin/give/?amount=abc&source=issuer").status_code == 422
    assert walkers.alice.get(f"/c/{walkers.slug}/admin/give/?amount=5&source=moon&reason=x").status_code == 422
