"""The levy on the real ledger: what it takes, where it goes, and that doing it twice changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from worgl.communities import commands as communities
from worgl.core import jobs
from worgl.core.ids import new_id
from worgl.core.money import PPM
from worgl.core.outbox import deliver
from worgl.currency import commands, queries
from worgl.currency.commands import levies as rooms
from worgl.currency.errors import LevyTooEarly, NotALevyDate
from worgl.currency.models import Levy, LevyLine, LevyShare
from worgl.currency.rules import Receiver, TransferCode
from worgl.currency.tests.builders import FOUNDED, REFUND, Town, a_town, key
from worgl.ledger import commands as ledger
from worgl.ledger import queries as ledger_queries
from worgl.ledger.audit import audit
from worgl.ledger.rules import Kind, Transfer

pytestmark = pytest.mark.django_db

FEBRUARY = date(2025, 2, 1)
DUE_AT = datetime(2025, 2, 1, 0, 5, tzinfo=UTC)
"""Five past one on the first of February in Vienna."""


def funded(*, preset: str = "woergl_1932", **values: object) -> Town:
    """Open a town where Bob has 342.50, Carol 1,000.00 and Dave nothing."""
    town = a_town("Bob", "Carol", "Dave", preset=preset, **values)  # type: ignore[arg-type]  # values of every kind
    town.issue("Bob", 34_250)
    town.issue("Carol", 100_000)
    return town


def split(**parts: int) -> dict[str, int]:
    return {receiver.value: parts.get(receiver.value, 0) for receiver in Receiver}


def test_one_per_cent_goes_to_the_commons_and_the_supply_stays() -> None:
    town = funded()
    before = queries.supply(town.community)
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert (town.posted("Bob"), town.posted("Carol"), town.posted("Dave")) == (33_908, 99_000, 0)
    assert (town.system("commons"), town.system("levy_pool")) == (1_342, 0)
    assert (levy.taken_minor, levy.wallets, levy.shares[Receiver.COMMONS]) == (1_342, 2, 1_342)
    assert levy.is_shared
    assert queries.supply(town.community) == before
    assert sum(town.balances()) == 0
    assert not list(audit(town.currency.book))


def test_a_member_reads_what_was_taken_of_what_and_for_whom() -> None:
    town = funded()
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    (line,) = queries.levy_lines(member=town["Bob"], viewer=town["Bob"], levies=[levy.id]).values()
    assert (line.sentence, line.taken_minor, line.date) == ("1 % of 342.50 for the common fund", 342, FEBRUARY)
    assert line.transfer is not None
    assert queries.levy_line(community=town.community, transfer=line.transfer) == line
    assert queries.entry_texts(town.community, [line.transfer]) == {line.transfer: "1 % of 342.50 for the common fund"}


def test_a_second_levy_for_the_same_date_changes_nothing() -> None:
    town = funded()
    first = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    balances = town.balances()
    second = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT + timedelta(days=3))
    assert (first, balances) == (second, town.balances())
    assert Levy.objects.count() == 1


def test_a_levy_killed_while_it_charges_leaves_nothing_and_can_be_started_again() -> None:
    town = funded()
    balances = town.balances()

    class Killed(Exception):
        pass

    def kill(stage: str, _done: int, _total: int) -> None:
        if stage == Levy.Stage.CHARGED:
            raise Killed

    with pytest.raises(Killed):
        commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT, progress=kill)
    assert (town.balances(), Levy.objects.count(), LevyLine.objects.count()) == (balances, 0, 0)
    commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert town.system("commons") == 1_342


def test_a_levy_killed_between_its_stages_ends_as_it_would_have() -> None:
    town = funded(levy_split=split(dividend=600_000, commons=400_000))

    class Killed(Exception):
        pass

    def kill(stage: str, _done: int, _total: int) -> None:
        if stage == Levy.Stage.SHARED:
            raise Killed

    with pytest.raises(Killed):
        commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT, progress=kill)
    assert town.system("levy_pool") == 1_342
    planned = list(LevyShare.objects.order_by("id").values_list("wallet_id", "minor", "transfer"))
    town.join("Newcomer", now=DUE_AT + timedelta(hours=1))
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT + timedelta(hours=2))
    assert list(LevyShare.objects.order_by("id").values_list("wallet_id", "minor", "transfer")) == planned
    assert (town.system("levy_pool"), town.posted("Newcomer"), levy.is_shared) == (0, 0, True)


SPLITS = """
# dividend participation commons operator burn
1000000    0             0       0        0
0          1000000       0       0        0
0          0             0       1000000  0
0          0             0       0        1000000
250000     250000        200000  200000   100000
333333     333333        111111  111111   111112
"""


@pytest.mark.parametrize("row", SPLITS.strip().splitlines()[1:])
def test_what_is_charged_is_what_the_receivers_get(row: str) -> None:
    parts = dict(zip(("dividend", "participation", "commons", "operator", "burn"), map(int, row.split()), strict=True))
    town = funded(levy_split=split(**parts))
    town.pay("Carol", "Bob", 3_000, now=FOUNDED + timedelta(days=2))
    supply = queries.supply(town.community)
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    lines = sum(LevyLine.objects.values_list("taken_minor", flat=True))
    shares = sum(LevyShare.objects.values_list("minor", flat=True))
    assert lines == shares == levy.taken_minor == sum(levy.shares.values())
    assert town.system("levy_pool") == 0
    assert queries.supply(town.community) == supply - levy.shares[Receiver.BURN]
    assert sum(town.balances()) == 0
    assert not list(audit(town.currency.book))


def test_an_equal_dividend_goes_to_every_active_member() -> None:
    town = funded(levy_split=split(dividend=PPM))
    communities.suspend(actor=town.alice, member=town["Dave"], reason="away", key=key(), now=FOUNDED)
    commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert (town.posted("Alice"), town.posted("Dave")) == (448, 0)
    assert town.posted("Bob") + town.posted("Carol") == 34_250 + 100_000 - 448


def test_a_dividend_by_participation_follows_last_periods_trade() -> None:
    town = funded(levy_split=split(participation=PPM))
    town.pay("Carol", "Bob", 3_000, now=FOUNDED + timedelta(days=2))
    town.pay("Bob", "Dave", 1_000, now=FOUNDED + timedelta(days=3))
    town.pay("Dave", "Bob", 1_000, now=FOUNDED + timedelta(days=4), code=REFUND)
    commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    shares = {
        share.wallet.member_id: share.minor
        for share in LevyShare.objects.filter(receiver=Receiver.PARTICIPATION).select_related("wallet")
    }
    taken = sum(shares.values())
    assert shares[town["Bob"]] == taken // 2
    assert shares.keys() == {town["Bob"], town["Carol"]}


def test_what_a_receiver_cannot_take_goes_to_the_commons() -> None:
    town = funded(levy_split=split(dividend=PPM))
    commands.set_limits(
        actor=town.alice, member=town["Dave"], credit_minor=None, ceiling_minor=100, key=key(), now=FOUNDED
    )
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert (town.posted("Dave"), town.system("commons")) == (0, 335)
    assert levy.shares[Receiver.COMMONS] == 335
    assert sum(levy.shares.values()) == levy.taken_minor


def test_the_commons_and_the_operator_are_not_charged() -> None:
    town = funded(levy_split=split(commons=500_000, operator=500_000))
    commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    common = town.system("commons"), town.system("operator")
    assert common == (671, 671)
    march = datetime(2025, 3, 1, 6, tzinfo=UTC)
    commands.run_levy(community=town.community, on=date(2025, 3, 1), now=march)
    assert town.system("commons") >= 671
    assert not LevyLine.objects.exclude(wallet__role="member").exists()


def test_the_exempt_part_stays_free() -> None:
    town = funded(levy_exempt=50_000)
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert (town.posted("Bob"), town.posted("Carol"), levy.wallets) == (34_250, 99_500, 1)
    (line,) = queries.levy_lines(member=town["Carol"], viewer=town["Carol"], levies=[levy.id]).values()
    assert line.sentence == "1 % of 500.00 for the common fund; 500.00 stays free"


def test_held_money_is_charged_and_what_cannot_be_taken_is_owed_until_the_next_levy() -> None:
    town = funded()
    hold = town.hold("Bob", "Carol", 34_100, now=FOUNDED, until=DUE_AT + timedelta(days=90))
    first = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert (town.posted("Bob"), first.owing_minor) == (34_100, 192)
    assert queries.wallet_of(town["Bob"]).owing_minor == 192
    release = Transfer(
        new_id(), town.account("Bob"), town.account("Carol"), hold.amount, kind=Kind.VOID, pending_id=hold.id
    )
    with transaction.atomic():
        ledger.post(book=town.currency.book, transfers=[release], now=DUE_AT + timedelta(days=5))
    second = commands.run_levy(community=town.community, on=date(2025, 3, 1), now=datetime(2025, 3, 1, 6, tzinfo=UTC))
    assert town.posted("Bob") == 34_100 - 341 - 192
    (line,) = queries.levy_lines(member=town["Bob"], viewer=town["Bob"], levies=[second.id]).values()
    assert line.sentence == "1 % of 341.00 for the common fund, and 1.92 from before"
    assert queries.wallet_of(town["Bob"]).owing_minor == 0


def test_debts_are_not_charged_and_nobody_is_taken_into_debt() -> None:
    town = a_town("Bob", "Carol", preset="merchants", levy_rate=10_000)
    town.pay("Bob", "Carol", 20_000, now=FOUNDED)
    town.hold("Carol", "Bob", 20_000, now=FOUNDED, until=DUE_AT + timedelta(days=90))
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert (town.posted("Bob"), town.posted("Carol"), levy.taken_minor) == (-20_000, 19_800, 200)
    assert sum(town.balances()) == 0


def test_who_has_spent_everything_by_the_date_pays_nothing_and_nobody_gains_by_spending_after_it() -> None:
    town = funded()
    before, after = datetime(2025, 1, 31, 22, 30, tzinfo=UTC), datetime(2025, 1, 31, 23, 30, tzinfo=UTC)
    town.pay("Bob", "Dave", 34_250, now=before)
    town.pay("Carol", "Alice", 100_000, now=after)
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert queries.levy_lines(member=town["Bob"], viewer=town["Bob"], levies=[levy.id]) == {}
    assert (town.posted("Dave"), town.posted("Alice")) == (33_908, 100_000)
    assert queries.wallet_of(town["Carol"]).owing_minor == 1_000


def test_missed_dates_are_caught_up_in_order_as_if_they_had_been_in_time() -> None:
    late, timely = funded(), funded(slug="timely")
    april = datetime(2025, 4, 3, 9, tzinfo=UTC)
    for town in (late, timely):
        town.pay("Carol", "Dave", 10_000, now=datetime(2025, 2, 10, 9, tzinfo=UTC))
        if town is timely:
            commands.run_levy(community=town.community, on=FEBRUARY, now=datetime(2025, 2, 10, 10, tzinfo=UTC))
            commands.run_levy(community=town.community, on=date(2025, 3, 1), now=datetime(2025, 3, 1, 9, tzinfo=UTC))
    taken = commands.take_due_levies(community=late.community, now=april)
    commands.run_levy(community=timely.community, on=date(2025, 4, 1), now=april)
    assert [levy.date for levy in taken] == [FEBRUARY, date(2025, 3, 1), date(2025, 4, 1)]
    assert late.balances() == timely.balances()
    assert queries.currency_of(late.community).levied_through == date(2025, 4, 3)


def test_the_rate_is_the_one_in_force_on_the_date() -> None:
    town = funded()
    town.announce(
        "levy_rate", 20_000, applies_from=datetime(2025, 2, 14, 23, tzinfo=UTC), now=FOUNDED + timedelta(days=1)
    )
    taken = commands.take_due_levies(community=town.community, now=datetime(2025, 3, 2, 9, tzinfo=UTC))
    assert [levy.rate_ppm for levy in taken] == [10_000, 20_000]


def test_the_date_begins_in_the_communitys_zone() -> None:
    town = a_town("Bob", zone="Pacific/Auckland")
    town.issue("Bob", 10_000)
    with pytest.raises(LevyTooEarly):
        commands.run_levy(community=town.community, on=FEBRUARY, now=datetime(2025, 1, 31, 10, 59, tzinfo=UTC))
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=datetime(2025, 1, 31, 11, tzinfo=UTC))
    assert levy.taken_minor == 100


def test_no_levy_falls_on_another_day() -> None:
    town = funded()
    with pytest.raises(NotALevyDate):
        commands.run_levy(community=town.community, on=date(2025, 1, 20), now=DUE_AT)


def test_a_town_without_levy_takes_none() -> None:
    town = a_town("Bob", preset="time_bank")
    assert commands.take_due_levies(community=town.community, now=DUE_AT) == ()
    assert queries.balance(member=town["Bob"], viewer=town["Bob"], now=DUE_AT).fading is None


def test_the_preview_says_what_the_levy_then_takes() -> None:
    town = funded(levy_split=split(dividend=250_000, commons=750_000))
    now = datetime(2025, 1, 25, 9, tzinfo=UTC)
    fading = queries.balance(member=town["Bob"], viewer=town["Bob"], now=now).fading
    assert fading is not None
    assert (fading.minor, fading.on, fading.days, fading.rate_ppm) == (342, FEBRUARY, 7, 10_000)
    seen = queries.next_levy_preview(community=town.community, viewer=town.alice, rate=None, now=now)
    assert seen == queries.levy_preview(community=town.community, on=FEBRUARY)
    assert seen is not None
    levy = commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    assert (seen.total_minor, seen.wallets, seen.split) == (levy.taken_minor, levy.wallets, levy.shares)
    assert [line.name for line in seen.lines] == ["Carol", "Bob"]


def test_the_job_falls_due_on_the_date_and_two_workers_take_one_levy() -> None:
    town = funded()
    deliver(now=FOUNDED)
    jobs.run_due(now=datetime(2025, 1, 31, 22, 59, tzinfo=UTC))
    assert not Levy.objects.exists()
    jobs.run_due(now=datetime(2025, 1, 31, 23, 0, tzinfo=UTC))
    assert town.system("commons") == 1_342
    jobs.run_due(now=datetime(2025, 1, 31, 23, 1, tzinfo=UTC))
    rooms.take_due_levies(community=town.community, now=DUE_AT)
    assert (Levy.objects.count(), town.system("commons")) == (1, 1_342)
    seen = queries.levy_run(community=town.community, viewer=town.alice)
    assert seen is not None
    assert (seen.stage, seen.is_running, seen.error) == ("shared", False, "")


def test_levies_are_listed_by_page_newest_first() -> None:
    town = funded()
    commands.take_due_levies(community=town.community, now=datetime(2025, 6, 2, 9, tzinfo=UTC))
    first = queries.levies(community=town.community, limit=3)
    rest = queries.levies(community=town.community, cursor=first.next_cursor, limit=3)
    assert [levy.date.month for levy in (*first.items, *rest.items)] == [6, 5, 4, 3, 2]
    assert rest.next_cursor == ""


def test_every_levy_line_is_an_entry_of_its_account() -> None:
    town = funded()
    commands.run_levy(community=town.community, on=FEBRUARY, now=DUE_AT)
    (entry, *_older) = ledger_queries.entries(town.currency.book, town.account("Bob"))
    assert (entry.delta, entry.code) == (-342, TransferCode.LEVY)
