"""Standing orders: nothing is paid twice, nothing is silently skipped, and only the payer has a say."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from worgl.core import jobs
from worgl.core.errors import NotFound, Refusal
from worgl.core.models import Fact
from worgl.currency import commands as currencies
from worgl.ledger.audit import audit
from worgl.orders import commands, queries
from worgl.orders.errors import OrderOver
from worgl.orders.models import StandingOrder, StandingRun
from worgl.orders.rules.standing import CatchUp, OrderId, OrderState, Plan, Rhythm
from worgl.payments import queries as payments
from worgl.payments.tests.builders import NOW, Town, booked, fresh_key, fund, join, new_town, posted

TODAY = date(2026, 6, 10)


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def order(
    town: Town,
    *,
    minor: int = 1_000,
    rhythm: Rhythm = Rhythm.MONTH,
    first: date = TODAY,
    until: date | None = None,
    times: int | None = None,
    is_split: bool = False,
    catch_up: CatchUp = CatchUp.EACH,
    retry_days: int = 0,
    now: datetime = NOW,
) -> OrderId:
    """Order payments of Bob to Alice."""
    wish = commands.OrderTerms(
        town.alice, Plan(rhythm, first, minor, until, times, is_split), "rent", catch_up, retry_days
    )
    return commands.make_order(actor=town.bob, wish=wish, key=fresh_key(), now=now)


def work(now: datetime) -> None:
    """Let the worker do all that is due, as its loop does: round after round until nothing is left."""
    while jobs.run_due(now=now):
        pass


def at(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def states(made: OrderId) -> list[str]:
    """Return what became of an order's dates, oldest first."""
    return [f"{run.due.isoformat()} {run.state}" for run in StandingRun.objects.filter(order_id=made).order_by("place")]


def test_an_order_pays_on_its_dates_and_both_sides_have_receipts(town: Town) -> None:
    made = order(town, times=2)
    work(NOW)
    work(at(2026, 7, 9))
    assert states(made) == ["2026-06-10 paid"]
    assert len([one for one in booked(town) if (one.payer, one.payee) == (town.bob, town.alice)]) == 1
    work(at(2026, 7, 10))
    assert states(made) == ["2026-06-10 paid", "2026-07-10 paid"]
    view = queries.standing_order(order=made, viewer=town.bob)
    assert (view.state, view.paid, view.paid_minor, view.not_paid) == (OrderState.DONE, 2, 2_000, 0)
    run = queries.standing_runs(order=made, viewer=town.bob).items[0]
    assert run.payment is not None
    assert payments.receipt(payment=run.payment, viewer=town.alice).note == "rent"
    assert Fact.objects.filter(topic="payments.standing_paid").count() == 2
    assert Fact.objects.filter(topic="payments.standing_ended").count() == 1


def test_a_date_begins_at_midnight_of_the_community_also_when_the_clocks_change(town: Town) -> None:
    # On 25 October 2026 Vienna goes back from UTC+2 to UTC+1.
    made = order(town, rhythm=Rhythm.WEEK, first=date(2026, 10, 19), minor=10)
    for moment, expected in [
        (at(2026, 10, 18, 21), []),
        (at(2026, 10, 18, 22), ["2026-10-19 paid"]),
        (at(2026, 10, 25, 22), ["2026-10-19 paid"]),
        (at(2026, 10, 25, 23), ["2026-10-19 paid", "2026-10-26 paid"]),
    ]:
        work(moment)
        assert states(made) == expected, moment


def test_a_worker_that_was_away_pays_each_missed_date_once_and_in_order(town: Town) -> None:
    made = order(town, rhythm=Rhythm.WEEK)
    work(at(2026, 7, 2))
    work(at(2026, 7, 2))
    assert states(made) == ["2026-06-10 paid", "2026-06-17 paid", "2026-06-24 paid", "2026-07-01 paid"]
    payments = StandingRun.objects.filter(order_id=made).order_by("place").values_list("payment", flat=True)
    assert len(set(payments)) == 4
    assert posted(town.alice) == 4_000


def test_or_only_the_latest_and_the_others_are_listed_and_told(town: Town) -> None:
    made = order(town, rhythm=Rhythm.WEEK, catch_up=CatchUp.LATEST)
    work(at(2026, 7, 2))
    assert states(made) == ["2026-06-10 overtaken", "2026-06-17 overtaken", "2026-06-24 overtaken", "2026-07-01 paid"]
    assert posted(town.alice) == 1_000
    (told,) = Fact.objects.filter(topic="payments.standing_missed")
    assert told.body["dates"] == 3


def test_more_missed_dates_than_fall_due_at_once_are_all_settled(town: Town) -> None:
    made = order(town, rhythm=Rhythm.WEEK, minor=1)
    work(at(2029, 6, 10))
    found = states(made)
    assert len(found) == 157
    assert {each.split()[1] for each in found} == {"paid"}
    assert posted(town.alice) == 157


def test_instalments_sum_to_the_whole(town: Town) -> None:
    made = order(town, minor=1_000, times=3, is_split=True)
    work(at(2026, 12, 1))
    amounts = StandingRun.objects.filter(order_id=made).order_by("place").values_list("amount_minor", flat=True)
    assert list(amounts) == [334, 333, 333]
    assert posted(town.alice) == 1_000


def test_a_refused_date_is_listed_with_its_reason_and_told(town: Town) -> None:
    made = order(town, minor=5_001, times=1)
    work(NOW)
    (run,) = queries.standing_runs(order=made, viewer=town.bob).items
    assert (run.state.value, run.refusal, run.attempts) == ("refused", "not_enough", 1)
    assert posted(town.bob) == 5_000
    (told,) = Fact.objects.filter(topic="payments.standing_refused")
    assert (told.body["refusal"], told.body["is_final"]) == ("not_enough", True)
    assert queries.standing_order(order=made, viewer=town.bob).state is OrderState.DONE


def test_a_refused_date_is_tried_daily_until_there_is_enough(town: Town) -> None:
    made = order(town, minor=6_000, times=1, retry_days=3)
    work(NOW)
    work(NOW + timedelta(hours=1))
    (run,) = queries.standing_runs(order=made, viewer=town.bob).items
    assert (run.state.value, run.attempts) == ("due", 1)
    assert run.try_at == at(2026, 6, 10, 22)
    work(NOW + timedelta(days=1))
    fund(town, town.bob, 1_000)
    work(NOW + timedelta(days=2))
    work(NOW + timedelta(days=3))
    (run,) = queries.standing_runs(order=made, viewer=town.bob).items
    assert (run.state.value, run.attempts, run.refusal) == ("paid", 3, "")
    assert posted(town.alice) == 6_000


def test_a_date_that_stays_refused_is_given_up_after_the_chosen_days(town: Town) -> None:
    made = order(town, minor=6_000, times=1, retry_days=2)
    for day in range(6):
        work(NOW + timedelta(days=day))
    (run,) = queries.standing_runs(order=made, viewer=town.bob).items
    assert (run.state.value, run.attempts) == ("refused", 3)
    assert [
        fact.body["is_final"] for fact in Fact.objects.filter(topic="payments.standing_refused").order_by("id")
    ] == [
        False,
        True,
    ]


def test_dates_in_a_pause_are_listed_and_not_paid(town: Town) -> None:
    made = order(town, rhythm=Rhythm.WEEK)
    work(NOW)
    commands.pause_order(actor=town.bob, order=made, key=fresh_key(), now=NOW)
    work(at(2026, 6, 18))
    commands.resume_order(actor=town.bob, order=made, key=fresh_key(), now=at(2026, 6, 25))
    work(at(2026, 7, 1))
    assert states(made) == ["2026-06-10 paid", "2026-06-17 paused", "2026-06-24 paused", "2026-07-01 paid"]


def test_the_next_date_can_be_skipped_and_then_the_one_after(town: Town) -> None:
    made = order(town, rhythm=Rhythm.WEEK, first=date(2026, 6, 17), times=3)
    assert commands.skip_next(actor=town.bob, order=made, key=fresh_key(), now=NOW) == date(2026, 6, 17)
    assert commands.skip_next(actor=town.bob, order=made, key=fresh_key(), now=NOW) == date(2026, 6, 24)
    work(at(2026, 7, 2))
    assert states(made) == ["2026-06-17 skipped", "2026-06-24 skipped", "2026-07-01 paid"]
    with pytest.raises(OrderOver):
        commands.skip_next(actor=town.bob, order=made, key=fresh_key(), now=at(2026, 7, 2))


def test_skipping_the_last_date_ends_an_order(town: Town) -> None:
    made = order(town, first=date(2026, 6, 17), times=1)
    commands.skip_next(actor=town.bob, order=made, key=fresh_key(), now=NOW)
    assert queries.standing_order(order=made, viewer=town.bob).state is OrderState.DONE


def test_a_cancelled_order_pays_nothing_more(town: Town) -> None:
    made = order(town, minor=6_000, retry_days=5)
    work(NOW)
    commands.cancel_order(actor=town.bob, order=made, key=fresh_key(), now=NOW)
    fund(town, town.bob, 10_000)
    work(at(2026, 9, 1))
    assert states(made) == ["2026-06-10 cancelled"]
    with pytest.raises(OrderOver):
        commands.resume_order(actor=town.bob, order=made, key=fresh_key(), now=NOW)


def test_the_orders_of_who_left_and_to_who_left_end(town: Town) -> None:
    (dora,) = join(town.community, "Dora")
    wish = commands.OrderTerms(dora, Plan(Rhythm.MONTH, TODAY + timedelta(days=9), 10), "")
    to_dora = commands.make_order(actor=town.bob, wish=wish, key=fresh_key(), now=NOW)
    currencies.leave_town(actor=dora, key=fresh_key(), now=NOW)
    work(NOW)
    assert queries.standing_order(order=to_dora, viewer=town.bob).state is OrderState.CANCELLED


#  change to the order                                field
FAULTS: list[tuple[dict[str, object], str]] = [
    ({"first": TODAY - timedelta(days=1)}, "first"),
    ({"first": TODAY + timedelta(days=4_000)}, "first"),
    ({"until": TODAY - timedelta(days=1)}, "until"),
    ({"times": 0}, "times"),
    ({"times": 1_001}, "times"),
    ({"is_split": True}, "times"),
    ({"is_split": True, "times": 121}, "times"),
    ({"is_split": True, "times": 3, "minor": 2}, "times"),
    ({"is_split": True, "times": 3, "until": TODAY}, "until"),
    ({"is_split": True, "times": 3, "rhythm": Rhythm.ONCE}, "rhythm"),
    ({"retry_days": 31}, "retry_days"),
    ({"minor": 0}, "amount"),
]


@pytest.mark.parametrize(("change", "field"), FAULTS)
def test_an_order_that_does_not_fit_is_refused_beside_its_field(
    town: Town, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as no:
        order(town, **change)  # type: ignore[arg-type]  # the table above names the fields
    assert no.value.fields["field"] == field
    assert not StandingOrder.objects.filter(payer=town.bob).exists()


CHANGES: list[Callable[..., object]] = [
    commands.pause_order,
    commands.resume_order,
    commands.skip_next,
    commands.cancel_order,
]


@pytest.mark.parametrize("change", CHANGES)
def test_only_the_payer_changes_an_order(town: Town, change: Callable[..., object]) -> None:
    made = order(town)
    charlie = new_town().bob
    for other in (town.alice, charlie):
        with pytest.raises(NotFound):
            change(actor=other, order=made, key=fresh_key(), now=NOW)


def test_only_the_payer_reads_an_order(town: Town) -> None:
    made = order(town)
    charlie = new_town().bob
    assert [each.id for each in queries.standing_orders(viewer=town.bob).items] == [made]
    for other in (town.alice, charlie):
        assert queries.standing_orders(viewer=other).items == ()
        with pytest.raises(NotFound):
            queries.standing_order(order=made, viewer=other)
        with pytest.raises(NotFound):
            queries.standing_runs(order=made, viewer=other)


def test_the_same_key_makes_one_order(town: Town) -> None:
    key, wish = fresh_key(), commands.OrderTerms(town.alice, Plan(Rhythm.MONTH, TODAY, 10), "")
    made = [commands.make_order(actor=town.bob, wish=wish, key=key, now=NOW) for _click in range(2)]
    assert made[0] == made[1]
    assert StandingOrder.objects.filter(payer=town.bob).count() == 1


@pytest.mark.usefixtures("committed_db")
def test_six_workers_at_once_pay_each_date_once() -> None:
    town = new_town()
    fund(town, town.bob, 5_000)
    made = order(town, rhythm=Rhythm.WEEK, minor=100)

    def alone(_worker: int) -> int:
        try:
            return commands.pay_due(order=made, now=at(2026, 8, 12))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        paid = list(pool.map(alone, range(6)))
    assert sum(paid) == 10
    assert posted(town.alice) == 1_000
    assert len(booked(town)) == 10
    assert StandingRun.objects.filter(order_id=made, state="paid").count() == 10
    assert not list(audit(town.currency.book))
