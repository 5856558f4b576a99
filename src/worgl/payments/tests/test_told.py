"""What members are told about requests, standing payments, lists, disputes and vouchers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from worgl.communities import commands as communities
from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core import jobs
from worgl.currency.tests.builders import a_town
from worgl.inbox.queries import notices
from worgl.inbox.rules import NoticeView
from worgl.payments import commands, queries
from worgl.payments.rules.pay_lists import ListMode
from worgl.payments.rules.standing import Plan, Rhythm
from worgl.payments.rules.vouchers import SeriesId
from worgl.payments.tests.builders import NOW, fresh_key, pay
from worgl.payments.tests.test_disputes import answer, dispute, rule
from worgl.payments.tests.test_requests import ask, deny, remind
from worgl.payments.tests.test_vouchers import LAST_DAY, OVER, codes, redeem

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
TABLE = "member,amount,note\nAlice,0.03,wages\nnobody,0.01,x"


@dataclass(frozen=True, slots=True)
class Two:
    """Alice, and Bob who has 50.00; both can read what they are told."""

    alice: MemberId
    bob: MemberId


@pytest.fixture
def town(db: None) -> Two:
    """Open a town of two."""
    made = a_town("Bob", now=NOW)
    made.issue("Bob", 5_000, now=NOW)
    return Two(made.alice, made["Bob"])


def told(who: MemberId, *, after: timedelta = timedelta(minutes=2), kind: str = "payments.") -> list[NoticeView]:
    """Let the worker run and return what a member was told about payments, the oldest first."""
    jobs.run_due(now=NOW + after)
    person = member(who).person
    assert person is not None
    return [one for one in reversed(notices(person=person).items) if one.kind.key.startswith(kind)]


def sentences(who: MemberId, *, after: timedelta = timedelta(minutes=2), kind: str = "payments.") -> list[str]:
    return [one.sentence for one in told(who, after=after, kind=kind)]


def test_who_is_asked_is_told_by_whom_for_how_much_and_why(town: Two) -> None:
    asked = ask(town.alice, town.bob, note="bread")
    (notice,) = told(town.bob)
    assert (notice.sentence, notice.note) == ("Alice asks you for 10.00 alder.", "bread")
    assert notice.path.endswith(f"/requests/{asked}/")
    assert sentences(town.alice) == []


def test_whom_one_has_blocked_cannot_have_one_told_by_asking(town: Two) -> None:
    communities.block_member(actor=town.bob, member=town.alice, key=fresh_key(), now=NOW)
    asked = ask(town.alice, town.bob, note="let me in", days=14)
    assert told(town.bob, after=4 * A_DAY) == []
    remind(town.alice, asked, NOW + 5 * A_DAY)
    assert told(town.bob, after=6 * A_DAY) == []
    assert queries.request_view(request=asked, viewer=town.bob, now=NOW).note == "let me in"
    communities.unblock_member(actor=town.bob, member=town.alice, key=fresh_key(), now=NOW)
    remind(town.alice, asked, NOW + 7 * A_DAY)
    assert len(told(town.bob, after=8 * A_DAY)) == 1


def test_a_link_asks_nobody_by_name(town: Two) -> None:
    ask(town.alice, None)
    assert sentences(town.bob) == sentences(town.alice) == []


def test_a_reminder_is_told_each_time(town: Two) -> None:
    asked = ask(town.alice, town.bob)
    assert len(sentences(town.bob)) == 1
    for day in (2, 4):
        remind(town.alice, asked, NOW + day * A_DAY)
        told(town.bob, after=day * A_DAY)
    assert sentences(town.bob)[1:] == ["Alice reminds you to pay 10.00 alder."] * 2


def test_a_request_that_waits_is_reminded_of_once_by_itself(town: Two) -> None:
    asked = ask(town.alice, town.bob, note="bread")
    assert len(sentences(town.bob, after=3 * A_DAY - timedelta(hours=1))) == 1
    for _round in range(2):
        told(town.bob, after=3 * A_DAY + timedelta(minutes=1))
    latest = told(town.bob, after=9 * A_DAY)[-1]
    assert (latest.sentence, latest.note) == ("Alice still waits for 10.00 alder from you.", "bread")
    assert latest.path.endswith(f"/requests/{asked}/")
    assert len(sentences(town.bob, after=10 * A_DAY)) == 2


def test_nobody_is_reminded_of_what_is_settled_or_ends_anyway(town: Two) -> None:
    deny(town.bob, ask(town.alice, town.bob))
    ask(town.alice, town.bob, 700, days=3)
    ask(town.alice, None, 900)
    seen = sentences(town.bob, after=5 * A_DAY)
    assert not [one for one in seen if "still waits" in one]


def test_a_no_and_silence_are_told_to_who_asked(town: Two) -> None:
    deny(town.bob, ask(town.alice, town.bob))
    (notice,) = told(town.alice)
    assert (notice.sentence, notice.note) == ("Bob does not pay you the 10.00 alder you asked for.", "not mine")
    ask(town.alice, town.bob, 700, days=1)
    jobs.run_due(now=NOW + A_DAY)
    assert sentences(town.alice, after=A_DAY + timedelta(minutes=5))[1:] == [
        "Nobody has paid in time the 7.00 alder you asked for."
    ]


def order(town: Two, minor: int, *, times: int | None = None, retry_days: int = 0) -> None:
    wish = commands.Wish(town.alice, Plan(Rhythm.WEEK, NOW.date(), minor, times=times), "rent", retry_days=retry_days)
    commands.make_order(actor=town.bob, wish=wish, key=fresh_key(), now=NOW)


def test_a_standing_payment_tells_both_and_its_end_the_payer(town: Two) -> None:
    order(town, 1_000, times=1)
    jobs.run_due(now=NOW + timedelta(minutes=1))
    assert sorted(sentences(town.bob)) == [
        "Your standing payment of 10.00 alder to Alice was made.",
        "Your standing payment to Alice has reached its end.",
    ]
    assert sentences(town.alice) == ["Bob paid you 10.00 alder."]


def test_a_standing_payment_that_cannot_be_made_is_told_first_and_last(town: Two) -> None:
    order(town, 9_000, retry_days=2)
    for day in range(5):
        jobs.run_due(now=NOW + day * A_DAY)
    refused = sentences(town.bob, after=5 * A_DAY, kind="payments.standing_refused")
    assert len(refused) == 2
    assert set(refused) == {"Your standing payment of 10 June 2026 to Alice could not be made."}
    assert sentences(town.alice) == []


def test_a_list_of_payments_tells_how_it_ended(town: Two) -> None:
    drawn = commands.draft_list(actor=town.bob, text=TABLE, file_name="wages.csv", key=fresh_key(), now=NOW)
    commands.start_list(actor=town.bob, pay_list=drawn, mode=ListMode.GOOD, key=fresh_key(), now=NOW)
    jobs.run_due(now=NOW + timedelta(minutes=1))
    (sentence,) = sentences(town.bob, kind="payments.list_paid")
    assert sentence.startswith("Your list of payments is done. Paid: 1.")


def test_each_step_of_a_dispute_is_told_to_whom_it_concerns(town: Two) -> None:
    payment = pay(town.bob, town.alice, 1_000).payment
    disputed = dispute(town.bob, payment)
    assert sentences(town.alice, kind="payments.disp") == ["Bob disputes a payment to you. Please answer."]
    answer(town.alice, disputed)
    assert sentences(town.bob, kind="payments.disp") == ["Alice has answered what you dispute."]
    commands.withdraw_dispute(actor=town.bob, dispute=disputed, key=fresh_key(), now=NOW)
    assert sentences(town.alice, kind="payments.dispute_ended") == ["The dispute with Bob has ended."]
    assert sentences(town.bob, kind="payments.dispute_ended") == []


def test_a_ruling_and_each_part_it_gives_back_are_told_to_both(db: None) -> None:
    made = a_town("Bob", "Carla", now=NOW)
    made.issue("Bob", 5_000, now=NOW)
    payer, payee = made["Bob"], made["Carla"]
    payment = pay(payer, payee, 1_000).payment
    pay(payee, made.alice, 700)
    disputed = dispute(payer, payment)
    answer(payee, disputed)
    rule(made.alice, disputed, 1_000)
    assert sorted(
        sentences(payer, kind="payments.dispute_ruled") + sentences(payee, kind="payments.dispute_ruled")
    ) == [
        "There is a ruling in the dispute with Bob.",
        "There is a ruling in the dispute with Carla.",
    ]
    made.issue("Carla", 2_000, now=NOW)
    jobs.run_due(now=NOW + timedelta(hours=2))
    (first, last) = told(payer, after=timedelta(hours=2), kind="payments.ruling")
    assert [first.sentence, last.sentence] == [
        "By the ruling in the dispute with Carla you got 3.00 alder back.",
        "By the ruling in the dispute with Carla you got 7.00 alder back.",
    ]
    assert first.path.endswith(f"/disputes/{disputed}/")
    assert sentences(payee, after=timedelta(hours=2), kind="payments.ruling") == [
        "By the ruling in the dispute with Bob you gave 3.00 alder back.",
        "By the ruling in the dispute with Bob you gave 7.00 alder back.",
    ]
    assert sentences(made.alice, kind="payments.ruling") == []


def issue(who: MemberId) -> SeriesId:
    return commands.issue_vouchers(
        actor=who, amount_minor=500, count=3, last_day=LAST_DAY, memo="thanks", key=fresh_key(), now=NOW
    )


def test_the_issuer_is_told_who_redeems_a_voucher_and_when_their_time_is_over(town: Two) -> None:
    series = issue(town.bob)
    redeem(town.alice, codes(series)[0])
    (notice,) = told(town.bob, kind="payments.voucher")
    assert (notice.sentence, notice.note) == ("Alice has redeemed a voucher of yours worth 5.00 alder.", "thanks")
    assert "/receipt/" in notice.path
    assert sentences(town.alice) == []
    jobs.run_due(now=OVER + timedelta(minutes=1))
    (returned,) = told(town.bob, after=OVER - NOW + timedelta(minutes=2), kind="payments.vouchers")
    assert returned.sentence.startswith("Your vouchers of 5.00 alder each have expired.")
    assert returned.path.endswith(f"/vouchers/{series}/")
    assert sentences(town.alice, after=OVER - NOW + timedelta(minutes=2), kind="payments.voucher") == []


def test_who_ends_his_vouchers_himself_is_told_nothing(town: Two) -> None:
    commands.cancel_series(actor=town.bob, series=issue(town.bob), key=fresh_key(), now=NOW)
    assert sentences(town.bob, kind="payments.voucher") == []
