"""Every bound of standing orders and pay lists, met at its edge: the last that fits goes through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from worgl.communities.queries import member
from worgl.core import jobs
from worgl.core.errors import Refusal
from worgl.core.limits import FILE_NAME_MAX
from worgl.orders import commands as orders_commands
from worgl.orders import errors
from worgl.orders.commands import pay_lists as listing
from worgl.orders.commands import standing as ordering
from worgl.orders.errors import NothingToSkip, OrderOver, StandingInvalid, TooManyOrders
from worgl.orders.models import PayList
from worgl.orders.models import pay_lists as lists_model
from worgl.orders.models import standing as orders_model
from worgl.orders.rules import pay_lists, standing
from worgl.orders.rules.standing import CatchUp, OrderId, Plan, Rhythm
from worgl.payments import errors as payment_errors
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, new_town, posted

TODAY = date(2026, 6, 10)
Patch = pytest.MonkeyPatch


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def order(
    town: Town, *, first: date = TODAY, times: int | None = None, retry_days: int = 0, amount_minor: int = 100
) -> OrderId:
    plan = Plan(Rhythm.MONTH, first, amount_minor, None, times)
    wish = orders_commands.OrderTerms(town.alice, plan, "rent", CatchUp.EACH, retry_days)
    return orders_commands.make_order(actor=town.bob, wish=wish, key=fresh_key(), now=NOW)


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def test_standing_orders_have_a_most(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(ordering, "ORDERS_MAX", 1)
    order(town)
    refused(TooManyOrders, lambda: order(town))


def test_a_standing_order_keeps_its_bounds(town: Town) -> None:
    last = TODAY + timedelta(days=standing.AHEAD_DAYS_MAX)
    order(town, first=last, times=standing.TIMES_MAX, retry_days=standing.RETRY_DAYS_MAX)
    refused(StandingInvalid, lambda: order(town, first=last + timedelta(days=1)), field="first")
    refused(StandingInvalid, lambda: order(town, times=standing.TIMES_MAX + 1), field="times")
    refused(StandingInvalid, lambda: order(town, retry_days=standing.RETRY_DAYS_MAX + 1), field="retry_days")


def test_an_order_whose_last_date_is_being_tried_again_has_nothing_to_skip(town: Town) -> None:
    own = order(town, times=1, retry_days=3, amount_minor=6_000)
    orders_commands.pay_due(order=own, now=NOW)
    refused(NothingToSkip, lambda: skip(town, own))


def test_an_order_whose_last_date_was_skipped_is_over(town: Town) -> None:
    own = order(town, first=TODAY + timedelta(days=1), times=1)
    skip(town, own)
    refused(OrderOver, lambda: skip(town, own))


def skip(town: Town, own: OrderId) -> None:
    orders_commands.skip_next(actor=town.bob, order=own, key=fresh_key(), now=NOW)


def test_columns_hold_all_codes_there_are() -> None:
    kinds = [*vars(errors).values(), *vars(payment_errors).values()]
    codes = [kind.code for kind in kinds if isinstance(kind, type) and issubclass(kind, Refusal)]
    assert max(map(len, codes)) <= min(lists_model._CODE_MAX, orders_model._REFUSAL_MAX)


def listed(town: Town, rows: int, *, file_name: str = "june.csv") -> pay_lists.PayListId:
    text = "member,amount\n" + f"{member(town.alice).code},1.00\n" * rows
    return orders_commands.draft_list(actor=town.bob, text=text, file_name=file_name, key=fresh_key(), now=NOW)


def test_a_list_is_paid_at_once_up_to_a_bound_and_by_a_job_beyond(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(listing, "AT_ONCE_MAX", 2)
    short, long = listed(town, 2), listed(town, 3)
    for own in (short, long):
        orders_commands.start_list(actor=town.bob, pay_list=own, mode=pay_lists.ListMode.ALL, key=fresh_key(), now=NOW)
    assert state_of(short) == pay_lists.ListState.DONE
    assert state_of(long) == pay_lists.ListState.STARTED
    jobs.run_due(now=NOW)
    assert state_of(long) == pay_lists.ListState.DONE
    assert posted(town.alice) == 500


def state_of(own: pay_lists.PayListId) -> str:
    return lists_model.PayList.objects.get(pk=own).state


def test_the_name_of_a_file_is_noted_by_its_beginning(town: Town) -> None:
    own = listed(town, 1, file_name="x" * (FILE_NAME_MAX + 1))
    assert lists_model.PayList.objects.get(pk=own).file_name == "x" * FILE_NAME_MAX


def test_the_oldest_lists_that_were_never_paid_give_way(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(listing, "DRAFTS_MAX", 2)
    made = [
        orders_commands.draft_list(actor=town.bob, text="Alice;1", file_name=f"{number}.csv", key=fresh_key(), now=NOW)
        for number in range(3)
    ]
    assert set(PayList.objects.values_list("pk", flat=True)) == set(made[1:])
