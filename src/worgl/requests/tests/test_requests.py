"""Asking, paying what is asked, saying no, taking back, reminding, and running out of time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connections

from worgl.communities import commands as communities
from worgl.communities.queries import member as member_of
from worgl.communities.rules import MemberId
from worgl.core import jobs
from worgl.core.errors import KeyReused, Refusal
from worgl.core.ids import new_id
from worgl.core.limits import REQUESTS_OF_ONE
from worgl.core.models import Fact
from worgl.ledger.audit import audit
from worgl.payments.tests.builders import LATER, NOW, Town, booked, fresh_key, fund, join, new_town, posted
from worgl.requests import commands, queries
from worgl.requests.commands.requesting import EXPIRED_TOGETHER, expire_requests
from worgl.requests.models import PaymentRequest
from worgl.requests.rules.requests import OPEN_OF_ONE_MAX, TILL_LASTS, RequestId, RequestState, Side

A_DAY = timedelta(days=1)
Act = Callable[[MemberId, RequestId, datetime], object]


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def ask(
    asker: MemberId, payer: MemberId | None, minor: int = 1_000, *, note: str = "bread", days: int | None = None
) -> RequestId:
    return commands.request_payment(
        actor=asker, payer=payer, amount_minor=minor, note=note, days=days, key=fresh_key(), now=NOW
    )


def pay(actor: MemberId, request: RequestId, now: datetime = NOW) -> object:
    return commands.pay_request(actor=actor, request=request, key=fresh_key(), now=now)


def deny(actor: MemberId, request: RequestId, now: datetime = NOW) -> object:
    commands.deny_request(actor=actor, request=request, reason="not mine", key=fresh_key(), now=now)
    return None


def cancel(actor: MemberId, request: RequestId, now: datetime = NOW) -> object:
    commands.cancel_request(actor=actor, request=request, key=fresh_key(), now=now)
    return None


def remind(actor: MemberId, request: RequestId, now: datetime = NOW) -> object:
    commands.remind(actor=actor, request=request, key=fresh_key(), now=now)
    return None


def state(request: RequestId, viewer: MemberId, now: datetime = NOW) -> RequestState:
    return queries.request_view(request=request, viewer=viewer, now=now).state


def topics() -> list[str]:
    found = Fact.objects.filter(topic__startswith="payments.request_").order_by("id")
    return [str(topic).removeprefix("payments.request_") for topic in found.values_list("topic", flat=True)]


def test_who_is_asked_pays_and_both_see_it(town: Town) -> None:
    asked = ask(town.alice, town.bob)
    before = queries.request_view(request=asked, viewer=town.bob, now=NOW)
    assert (before.can_be_paid, before.can_be_denied, before.can_be_cancelled) == (True, True, False)
    paid = commands.pay_request(actor=town.bob, request=asked, key=fresh_key(), now=LATER)
    assert (posted(town.bob), posted(town.alice)) == (4_000, 1_000)
    assert (paid.note, paid.payee.name) == ("bread", "Alice")
    for viewer in (town.alice, town.bob):
        view = queries.request_view(request=asked, viewer=viewer, now=LATER)
        assert (view.state, view.payment, view.is_open) == (RequestState.PAID, paid.payment, False)
        assert view.closed_by is not None
        assert view.closed_by.name == "Bob"
    assert topics() == ["made", "paid"]
    assert Fact.objects.filter(topic="payments.paid").count() == 1


def test_paying_again_under_another_key_gives_the_same_receipt_and_moves_nothing(town: Town) -> None:
    asked = ask(town.alice, town.bob)
    first = pay(town.bob, asked)
    assert pay(town.bob, asked, LATER) == first
    assert posted(town.bob) == 4_000
    assert len(booked(town)) == 1


def test_the_same_key_asks_once_and_with_other_content_is_refused(town: Town) -> None:
    key = fresh_key()

    def with_amount(minor: int) -> RequestId:
        return commands.request_payment(
            actor=town.alice, payer=town.bob, amount_minor=minor, note="", days=None, key=key, now=NOW
        )

    assert with_amount(100) == with_amount(100)
    with pytest.raises(KeyReused):
        with_amount(200)
    assert PaymentRequest.objects.count() == 1


def test_a_link_is_paid_by_the_first_and_by_nobody_else(town: Town) -> None:
    (dora,) = join(town.community, "Dora")
    fund(town, dora, 5_000)
    link = ask(town.alice, None)
    pay(dora, link)
    with pytest.raises(Refusal) as refused:
        pay(town.bob, link)
    assert refused.value.code == "request_was_paid"
    seen = queries.request_view(request=link, viewer=town.bob, now=NOW)
    assert (seen.state, seen.payment, seen.closed_by) == (RequestState.PAID, None, None)
    assert posted(town.bob) == 5_000


def stranger(town: Town) -> MemberId:
    return new_town().bob


def dora(town: Town) -> MemberId:
    return join(town.community, "Dora")[0]


def suspended(town: Town) -> MemberId:
    (who,) = join(town.community, "Emil")
    communities.suspend(actor=town.alice, member=who, reason="quarrel", key=fresh_key(), now=NOW)
    return who


def alice(town: Town) -> MemberId:
    return town.alice


def bob(town: Town) -> MemberId:
    return town.bob


#   who        does    to Alice's request of Bob   to Alice's link
DOINGS: list[tuple[Callable[[Town], MemberId], Act, str, str]] = [
    (bob, pay, "ok", "ok"),
    (alice, pay, "paying_oneself", "paying_oneself"),
    (dora, pay, "request_unknown", "not_enough"),
    (suspended, pay, "request_unknown", "request_unknown"),
    (stranger, pay, "request_unknown", "request_unknown"),
    (bob, deny, "ok", "only_asked_may"),
    (alice, deny, "only_asked_may", "only_asked_may"),
    (dora, deny, "request_unknown", "only_asked_may"),
    (stranger, deny, "request_unknown", "request_unknown"),
    (bob, cancel, "only_asker_may", "only_asker_may"),
    (alice, cancel, "ok", "ok"),
    (dora, cancel, "request_unknown", "only_asker_may"),
    (stranger, cancel, "request_unknown", "request_unknown"),
    (bob, remind, "only_asker_may", "only_asker_may"),
    (alice, remind, "reminded_lately", "nobody_to_remind"),
    (stranger, remind, "request_unknown", "request_unknown"),
]


@pytest.mark.parametrize(("who", "act", "by_name", "by_link"), DOINGS)
def test_everybody_may_do_with_a_request_what_is_his(
    town: Town, who: Callable[[Town], MemberId], act: Act, by_name: str, by_link: str
) -> None:
    for payer, expected in ((town.bob, by_name), (None, by_link)):
        request = ask(town.alice, payer)
        if expected == "ok":
            act(who(town), request, NOW)
            assert state(request, town.alice) is not RequestState.OPEN
            continue
        with pytest.raises(Refusal) as refused:
            act(who(town), request, NOW)
        assert refused.value.code == expected
        assert state(request, town.alice) is RequestState.OPEN


def test_an_outsider_does_not_learn_of_a_request(town: Town) -> None:
    for payer in (town.bob, None):
        with pytest.raises(Refusal) as refused:
            queries.request_view(request=ask(town.alice, payer), viewer=stranger(town), now=NOW)
        assert refused.value.code == "request_unknown"


@pytest.mark.parametrize(
    ("payer", "minor", "note", "days", "code"),
    [
        (alice, 100, "", None, "asking_oneself"),
        (stranger, 100, "", None, "payee_unknown"),
        (suspended, 100, "", None, "asked_gone"),
        (bob, 0, "", None, "invalid_amount"),
        (bob, 10**15, "", None, "invalid_amount"),
        (bob, 100, "x" * 201, None, "text_too_long"),
        (bob, 100, "", 31, "invalid_input"),
        (bob, 100, "", 0, "invalid_input"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_leaves_nothing(
    town: Town, payer: Callable[[Town], MemberId], minor: int, note: str, days: int | None, code: str
) -> None:
    whom = payer(town)
    with pytest.raises(Refusal) as refused:
        ask(town.alice, whom, minor, note=note, days=days)
    assert refused.value.code == code
    assert not PaymentRequest.objects.exists()
    assert topics() == []


def test_who_is_not_active_asks_nobody(town: Town) -> None:
    with pytest.raises(Refusal) as refused:
        ask(suspended(town), town.bob)
    assert refused.value.code == "payer_not_active"


def test_nobody_is_asked_without_end(town: Town) -> None:
    for _number in range(OPEN_OF_ONE_MAX):
        ask(town.alice, town.bob)
    with pytest.raises(Refusal) as refused:
        ask(town.alice, town.bob)
    assert refused.value.code == "asked_enough"
    assert state(ask(town.alice, None), town.bob) is RequestState.OPEN


def test_a_payment_that_is_refused_leaves_the_request_open(town: Town) -> None:
    asked = ask(town.alice, town.bob, 5_001)
    preview = commands.preview_request(actor=town.bob, request=asked, now=NOW)
    assert preview.refusal is not None
    with pytest.raises(Refusal) as refused:
        pay(town.bob, asked)
    assert refused.value.code == preview.refusal.code == "not_enough"
    assert state(asked, town.bob) is RequestState.OPEN
    fund(town, town.bob, 1)
    pay(town.bob, asked)
    assert posted(town.bob) == 0


def test_a_preview_pays_nothing_and_says_what_would_remain(town: Town) -> None:
    asked = ask(town.alice, town.bob)
    preview = commands.preview_request(actor=town.bob, request=asked, now=NOW)
    assert (preview.balance_before_minor, preview.balance_after_minor, preview.refusal) == (5_000, 4_000, None)
    assert state(asked, town.bob) is RequestState.OPEN
    assert posted(town.bob) == 5_000


def test_a_no_says_why_and_only_to_the_two(town: Town) -> None:
    asked = ask(town.alice, town.bob)
    with pytest.raises(Refusal) as refused:
        commands.deny_request(actor=town.bob, request=asked, reason=" ", key=fresh_key(), now=NOW)
    assert refused.value.code == "reason_for_no_missing"
    deny(town.bob, asked)
    view = queries.request_view(request=asked, viewer=town.alice, now=NOW)
    assert (view.state, view.reason) == (RequestState.DENIED, "not mine")
    assert topics() == ["made", "denied"]


def test_one_reminder_a_day_and_none_on_the_first(town: Town) -> None:
    asked = ask(town.alice, town.bob)
    remind(town.alice, asked, NOW + A_DAY)
    for soon in (timedelta(seconds=1), A_DAY - timedelta(seconds=1)):
        with pytest.raises(Refusal) as refused:
            remind(town.alice, asked, NOW + A_DAY + soon)
        assert refused.value.code == "reminded_lately"
    remind(town.alice, asked, NOW + 2 * A_DAY)
    assert topics() == ["made", "reminded", "reminded"]


def test_after_its_time_nothing_can_be_done_with_a_request_even_before_the_job_ran(town: Town) -> None:
    asked = ask(town.alice, town.bob, days=1)
    end = NOW + A_DAY
    assert state(asked, town.bob, end) is RequestState.EXPIRED
    for act, who in ((pay, town.bob), (deny, town.bob), (cancel, town.alice), (remind, town.alice)):
        with pytest.raises(Refusal) as refused:
            act(who, asked, end)
        assert refused.value.code == "request_has_expired"
    pay(town.bob, asked, end - timedelta(microseconds=1))


def test_the_job_closes_what_is_overdue_once_and_tells_of_it(town: Town) -> None:
    short, long = ask(town.alice, town.bob, days=1), ask(town.alice, town.bob)
    paid = ask(town.alice, town.bob, days=1)
    pay(town.bob, paid)
    jobs.run_due(now=NOW + A_DAY)
    jobs.run_due(now=NOW + A_DAY + timedelta(minutes=2))
    assert PaymentRequest.objects.get(pk=short).state == RequestState.EXPIRED
    assert PaymentRequest.objects.get(pk=long).state == RequestState.OPEN
    assert PaymentRequest.objects.get(pk=paid).state == RequestState.PAID
    assert topics().count("expired") == 1


def test_requests_expire_a_page_at_a_time(town: Town) -> None:
    link = ask(town.alice, None, days=1)
    row = PaymentRequest.objects.get(pk=link)
    for number in range(EXPIRED_TOGETHER):
        row.pk, row.code = new_id(), f"{number:08d}"
        row.save(force_insert=True)
    assert expire_requests(NOW + A_DAY) == EXPIRED_TOGETHER
    assert expire_requests(NOW + A_DAY) == 1
    assert expire_requests(NOW + A_DAY) == 0


def test_the_town_decides_how_long_a_request_is_open(town: Town) -> None:
    view = queries.request_view(request=ask(town.alice, town.bob), viewer=town.bob, now=NOW)
    assert view.expires_at == NOW + timedelta(days=30)
    soon = commands.show_at_till(actor=town.alice, amount_minor=1, note="", key=fresh_key(), now=NOW)
    assert queries.request_view(request=soon, viewer=town.bob, now=NOW).expires_at == NOW + TILL_LASTS


def test_both_sides_find_their_requests_and_how_many_wait(town: Town) -> None:
    mine = [ask(town.alice, town.bob, note=str(number)) for number in range(5)]
    ask(town.alice, None, note="link")
    ask(town.bob, town.alice, note="back")
    commands.show_at_till(actor=town.alice, amount_minor=1, note="till", key=fresh_key(), now=NOW)
    deny(town.bob, mine[0])

    def notes(member: MemberId, side: Side) -> list[str]:
        found, cursor = [], ""
        while True:
            page = queries.requests(member=member, side=side, now=NOW, cursor=cursor, limit=2)
            found += [view.note for view in page.items]
            cursor = page.next_cursor
            if not cursor:
                return found

    assert notes(town.bob, Side.OF_ME) == ["4", "3", "2", "1", "0"]
    assert notes(town.alice, Side.BY_ME) == ["link", "4", "3", "2", "1", "0"]
    assert notes(town.alice, Side.OF_ME) == ["back"]
    who = member_of(town.bob)
    assert queries.count_waiting(member=who, side=Side.OF_ME, now=NOW) == 4
    assert queries.count_waiting(member=who, side=Side.OF_ME, now=NOW + timedelta(days=30)) == 0


@pytest.mark.usefixtures("committed_db")
def test_of_many_who_pay_a_link_at_once_one_does() -> None:
    town = new_town()
    payers = join(town.community, *(f"M{number}" for number in range(8)))
    for payer in payers:
        fund(town, payer, 1_000)
    link = ask(town.alice, None)
    answers: list[str] = []
    start = threading.Barrier(len(payers))

    def attempt(payer: MemberId) -> None:
        start.wait()
        try:
            pay(payer, link)
            answers.append("paid")
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt, args=[payer]) for payer in payers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["paid", *["request_was_paid"] * (len(payers) - 1)]
    assert posted(town.alice) == 1_000
    assert list(audit(town.currency.book)) == []


def test_asking_and_taking_back_does_not_ask_the_same_member_without_end(town: Town) -> None:
    told: list[str] = []
    for _each in range(40):
        try:
            cancel(town.alice, ask(town.alice, town.bob))
        except Refusal as refusal:
            told.append(refusal.code)
    assert told == ["asked_often"] * (40 - REQUESTS_OF_ONE.most)
    assert topics().count("made") == REQUESTS_OF_ONE.most
    with pytest.raises(Refusal) as no:
        ask(town.alice, town.bob)
    assert (no.value.status, no.value.fields["limit"]) == (429, REQUESTS_OF_ONE.most)
    ask(town.alice, dora(town))
    ask(town.alice, None)


def test_the_next_day_may_be_asked_again(town: Town) -> None:
    for _each in range(REQUESTS_OF_ONE.most):
        cancel(town.alice, ask(town.alice, town.bob))
    later = NOW + timedelta(days=1)
    commands.request_payment(
        actor=town.alice, payer=town.bob, amount_minor=100, note="", days=None, key=fresh_key(), now=later
    )
