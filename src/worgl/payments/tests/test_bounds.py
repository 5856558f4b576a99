"""Every bound of the payments, met at its edge: the last that fits goes through, the next is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pydantic import ValidationError

from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core import clock, jobs
from worgl.core.errors import Refusal
from worgl.core.limits import FILE_NAME_MAX
from worgl.core.sheets import UnreadableRow
from worgl.currency.tests.walkers import walk_in
from worgl.payments import commands
from worgl.payments.api.requests import DAYS_MAX, NewRequest
from worgl.payments.api.rules import NUMBER_MAX, NewValue
from worgl.payments.api.vouchers import CODE_TYPED_MAX, TypedCode
from worgl.payments.commands import import_order, requesting
from worgl.payments.commands import pay_lists as listing
from worgl.payments.commands import standing as ordering
from worgl.payments.commands import vouchers as issuing
from worgl.payments.errors import (
    FileUnsorted,
    NothingToSkip,
    OrderOver,
    ReasonMissing,
    RequestsFull,
    RequestWasCancelled,
    RequestWasDenied,
    StandingInvalid,
    TextMissing,
    TextTooLong,
    TooManyOrders,
    TooManyVouchers,
    VoucherInvalid,
    WrongMove,
)
from worgl.payments.models import PayList
from worgl.payments.models import pay_lists as lists_model
from worgl.payments.models import standing as orders_model
from worgl.payments.queries import payees
from worgl.payments.rules import disputes, imports, pay_lists, standing, vouchers
from worgl.payments.rules.requests import RequestId
from worgl.payments.rules.standing import CatchUp, OrderId, Plan, Rhythm
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, join, new_town, pay, posted, refund
from worgl.payments.tests.importing import Importer
from worgl.payments.views import pay as paying
from worgl.payments.views import requests as requests_page

TODAY = date(2026, 6, 10)
Patch = pytest.MonkeyPatch


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def ask(asker: MemberId, payer: MemberId) -> RequestId:
    return commands.request_payment(
        actor=asker, payer=payer, amount_minor=100, note="bread", days=None, key=fresh_key(), now=NOW
    )


def order(
    town: Town, *, first: date = TODAY, times: int | None = None, retry_days: int = 0, amount_minor: int = 100
) -> OrderId:
    plan = Plan(Rhythm.MONTH, first, amount_minor, None, times)
    wish = commands.Wish(town.alice, plan, "rent", CatchUp.EACH, retry_days)
    return commands.make_order(actor=town.bob, wish=wish, key=fresh_key(), now=NOW)


def issue(town: Town, *, count: int = 1, days: int = 10) -> None:
    last_day = TODAY + timedelta(days=days)
    commands.issue_vouchers(
        actor=town.bob, amount_minor=1, count=count, last_day=last_day, memo="", key=fresh_key(), now=NOW
    )


def disputed(town: Town) -> disputes.DisputeId:
    own = pay(town.bob, town.alice, 100).payment
    return commands.open_dispute(actor=town.bob, payment=own, reason="stale", key=fresh_key(), now=NOW)


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def test_open_requests_have_a_most(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(requesting, "OPEN_MAX", 2)
    (carla,) = join(town.community, "Carla")
    ask(town.bob, town.alice)
    ask(town.bob, carla)
    refused(RequestsFull, lambda: ask(town.bob, carla))


@pytest.mark.parametrize("ended", ["denied", "cancelled"])
def test_a_request_that_has_ended_says_how(town: Town, ended: str) -> None:
    own = ask(town.alice, town.bob)
    if ended == "denied":
        commands.deny_request(actor=town.bob, request=own, reason="no", key=fresh_key(), now=NOW)
    else:
        commands.cancel_request(actor=town.alice, request=own, key=fresh_key(), now=NOW)
    kind = RequestWasDenied if ended == "denied" else RequestWasCancelled
    refused(kind, lambda: commands.pay_request(actor=town.bob, request=own, key=fresh_key(), now=NOW))


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
    commands.pay_due(order=own, now=NOW)
    refused(NothingToSkip, lambda: skip(town, own))


def test_an_order_whose_last_date_was_skipped_is_over(town: Town) -> None:
    own = order(town, first=TODAY + timedelta(days=1), times=1)
    skip(town, own)
    refused(OrderOver, lambda: skip(town, own))


def skip(town: Town, own: OrderId) -> None:
    commands.skip_next(actor=town.bob, order=own, key=fresh_key(), now=NOW)


def test_open_vouchers_have_a_most(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(issuing, "OPEN_MAX", 3)
    issue(town, count=2)
    refused(TooManyVouchers, lambda: issue(town, count=2))
    issue(town, count=1)
    refused(TooManyVouchers, lambda: issue(town, count=1))


def test_a_series_of_vouchers_keeps_its_bounds(town: Town) -> None:
    issue(town, count=vouchers.COUNT_MAX, days=vouchers.DAYS_MAX)
    refused(VoucherInvalid, lambda: issue(town, count=vouchers.COUNT_MAX + 1), field="count")
    refused(VoucherInvalid, lambda: issue(town, count=0), field="count")
    refused(VoucherInvalid, lambda: issue(town, days=vouchers.DAYS_MAX + 1), field="last_day")
    refused(VoucherInvalid, lambda: issue(town, days=-1), field="last_day")


def test_a_refund_says_why(town: Town) -> None:
    receipt = pay(town.bob, town.alice, 100)
    refused(ReasonMissing, lambda: refund(town.alice, receipt, reason=" \u200b"), field="reason")


def test_the_texts_of_a_dispute_keep_their_bounds(town: Town) -> None:
    own = disputed(town)

    def answer(text: str) -> None:
        commands.answer_dispute(actor=town.alice, dispute=own, answer=text, key=fresh_key(), now=NOW)

    refused(TextMissing, lambda: answer("  "), field="answer")
    refused(TextTooLong, lambda: answer("x" * (disputes.TEXT_MAX + 1)), field="answer")
    answer("x" * disputes.TEXT_MAX)


def test_a_dispute_that_is_over_takes_no_answer(town: Town) -> None:
    own = disputed(town)
    commands.withdraw_dispute(actor=town.bob, dispute=own, key=fresh_key(), now=NOW)
    refused(
        WrongMove,
        lambda: commands.answer_dispute(actor=town.alice, dispute=own, answer="fresh", key=fresh_key(), now=NOW),
    )


def test_what_waits_is_counted_to_a_bound(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(payees, "WAITING_MAX", 2)
    for _each in range(3):
        ask(town.alice, town.bob)
    assert payees.glance(member(town.bob), transfers=(), now=NOW).waiting == 2


def test_amounts_of_a_history_keep_their_bounds() -> None:
    most, exponent = imports._AMOUNT_CHARACTERS_MAX, imports._EXPONENT_MAX
    assert imports.read_amount("0" * (most - 1) + "1", exponent=2) == (100, False)
    for text in ("0" * most + "1", f"1e{exponent + 1}", f"1e-{exponent + 1}"):
        with pytest.raises(UnreadableRow):
            imports.read_amount(text, exponent=2)


def test_columns_hold_all_codes_there_are() -> None:
    from worgl.payments import errors  # noqa: PLC0415 -- all of its classes are looked at

    codes = [kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Refusal)]
    assert max(map(len, codes)) <= min(lists_model._CODE_MAX, orders_model._REFUSAL_MAX)


# -- lists, files, and what pages show


def listed(town: Town, rows: int, *, file_name: str = "june.csv") -> pay_lists.PayListId:
    text = "member,amount\n" + f"{member(town.alice).code},1.00\n" * rows
    return commands.draft_list(actor=town.bob, text=text, file_name=file_name, key=fresh_key(), now=NOW)


def test_a_list_is_paid_at_once_up_to_a_bound_and_by_a_job_beyond(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(listing, "AT_ONCE_MAX", 2)
    short, long = listed(town, 2), listed(town, 3)
    for own in (short, long):
        commands.start_list(actor=town.bob, pay_list=own, mode=pay_lists.ListMode.ALL, key=fresh_key(), now=NOW)
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


@pytest.mark.parametrize("turn", [1, -1])
def test_a_file_that_is_too_long_to_be_sorted_must_come_in_order(
    importer: Importer, monkeypatch: Patch, turn: int
) -> None:
    rows = [f"2024-01-0{day},mint,anna,1,X" for day in range(1, 5)]
    monkeypatch.setattr(import_order, "SORTED_MAX", 3)
    path = importer.file(rows[::turn])
    if turn > 0:
        assert importer.run(path).accepted == 4
    else:
        refused(FileUnsorted, lambda: importer.run(path))
        assert importer.is_untouched()
        monkeypatch.setattr(import_order, "SORTED_MAX", 4)
        assert importer.run(path).accepted == 4


def test_a_code_is_typed_with_as_many_signs_around_it_as_fit() -> None:
    TypedCode(code=" " * CODE_TYPED_MAX)
    with pytest.raises(ValidationError) as no:
        TypedCode(code=" " * (CODE_TYPED_MAX + 1))
    assert [error["loc"] for error in no.value.errors()] == [("code",)]


@pytest.mark.django_db
def test_a_search_shows_the_first_that_fit_and_says_so(monkeypatch: Patch) -> None:
    walkers = walk_in()
    join(walkers.community, *(f"Karl {number}" for number in range(paying.FOUND_MAX + 1)))
    page = reverse("payments:pay", args=[walkers.slug])
    shown = walkers.bob.get(page, {"q": "Karl"})
    assert len(shown.context["found"]) == paying.FOUND_MAX
    assert "Only the first ones; type more of the name" in shown.content.decode()
    assert "Only the first ones" not in walkers.bob.get(page, {"q": "Karl 7"}).content.decode()
    asked = {"amount": "1", "whom": "Karl", "days": "7", "key": "k"}
    answer = walkers.bob.post(reverse("payments:ask", args=[walkers.slug]), asked)
    assert answer.status_code == 422
    assert len(answer.context["found"]) == requests_page.CHOICES_MAX
    assert "type more of the name or the code" in answer.content.decode()


@pytest.mark.django_db
def test_the_people_paid_lately_who_stand_ready_have_a_most(monkeypatch: Patch) -> None:
    walkers = walk_in()
    latest = join(walkers.community, *(f"Karl {number}" for number in range(paying.RECENT_MAX + 1)))
    for one in latest:
        pay(walkers.bob_id, one, 100, now=clock.now())
    shown = walkers.bob.get(reverse("payments:pay", args=[walkers.slug])).context["recent"]
    assert [one.member for one in shown] == latest[:0:-1]


def test_what_a_program_asks_keeps_its_bounds() -> None:
    asked = {"amount": {"minor": 1, "unit": "ALD"}}
    NewRequest.model_validate({**asked, "days": DAYS_MAX})
    for days in (0, DAYS_MAX + 1):
        with pytest.raises(ValidationError, match="days"):
            NewRequest.model_validate({**asked, "days": days})
    NewValue.model_validate({"name": "rate", "value": NUMBER_MAX})
    for value in (NUMBER_MAX + 1, {"p90": NUMBER_MAX + 1}):
        with pytest.raises(ValidationError, match="value"):
            NewValue.model_validate({"name": "rate", "value": value})


def test_the_oldest_lists_that_were_never_paid_give_way(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(listing, "DRAFTS_MAX", 2)
    made = [
        commands.draft_list(actor=town.bob, text="Alice;1", file_name=f"{number}.csv", key=fresh_key(), now=NOW)
        for number in range(3)
    ]
    assert set(PayList.objects.values_list("pk", flat=True)) == set(made[1:])
