"""Vouchers: the coins are held until a code is redeemed once, or go back to the issuer."""

from __future__ import annotations

import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, connections
from pypdf import PdfReader

from worgl.communities import commands as communities
from worgl.communities.rules import MemberId
from worgl.core import jobs
from worgl.core.errors import NotFound, Refusal
from worgl.core.limits import VOUCHER_TRIES
from worgl.core.models import Fact
from worgl.currency.queries import balance
from worgl.ledger.audit import audit
from worgl.payments import commands as paying
from worgl.payments import queries as payments
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, join, new_town, posted
from worgl.vouchers import commands, queries
from worgl.vouchers.models import Voucher
from worgl.vouchers.queries import secret_code
from worgl.vouchers.rules import COUNT_MAX, OPEN_MAX, SeriesId, VoucherId, grouped, typed_code

LAST_DAY = date(2026, 6, 20)
OVER = datetime(2026, 6, 20, 22, tzinfo=UTC)
"""Midnight in Vienna after the last day."""


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def issue(town: Town, *, minor: int = 500, count: int = 3, last_day: date = LAST_DAY) -> SeriesId:
    return commands.issue_vouchers(
        actor=town.bob, amount_minor=minor, count=count, last_day=last_day, note="thanks", key=fresh_key(), now=NOW
    )


def codes(series: SeriesId) -> list[str]:
    return [
        secret_code(VoucherId(pk))
        for pk in Voucher.objects.filter(series=series).order_by("pk").values_list("pk", flat=True)
    ]


def redeem(actor: MemberId, code: str, *, now: datetime = NOW) -> None:
    commands.redeem_voucher(actor=actor, code=code, key=fresh_key(), now=now)


def held(member: MemberId) -> int:
    return balance(member=member, viewer=member, now=NOW).held_minor


def test_the_coins_are_held_from_issue_to_redemption(town: Town) -> None:
    series = issue(town)
    assert (posted(town.bob), held(town.bob)) == (5_000, 1_500)
    redeem(town.alice, grouped(codes(series)[0]).lower())
    assert (posted(town.bob), held(town.bob), posted(town.alice)) == (4_500, 1_000, 500)
    counted, rows = queries.series_of(series=series, viewer=town.bob)
    assert (counted.open, counted.redeemed, counted.count) == (2, 1, 3)
    assert rows[0].redeemer is not None
    assert rows[0].redeemer.name == "Alice"
    assert rows[0].payment is not None
    assert payments.receipt(payment=rows[0].payment, viewer=town.alice).note == "thanks"
    assert [fact.topic for fact in Fact.objects.filter(topic__contains="voucher").order_by("id")] == [
        "payments.vouchers_issued",
        "payments.voucher_redeemed",
    ]


def test_held_coins_cannot_be_spent(town: Town) -> None:
    issue(town, minor=2_000, count=2)
    with pytest.raises(Refusal) as no:
        paying.pay(actor=town.bob, payee=town.alice, amount_minor=1_001, note="", key=fresh_key(), now=NOW)
    assert no.value.code == "not_enough"


def test_a_code_is_worth_something_once(town: Town) -> None:
    code = codes(issue(town))[0]
    redeem(town.alice, code)
    for _again in range(2):
        with pytest.raises(Refusal) as no:
            redeem(town.alice, code)
        assert no.value.code == "voucher_over"
    assert posted(town.alice) == 500


def test_no_code_is_kept(town: Town) -> None:
    series = issue(town)
    row = Voucher.objects.filter(series=series).values().first()
    assert row is not None
    assert codes(series)[0] not in str(row)
    assert len(set(codes(series))) == 3


def test_expired_vouchers_return_to_the_issuer_by_the_worker(town: Town) -> None:
    series = issue(town)
    jobs.run_due(now=OVER - timedelta(seconds=1))
    assert held(town.bob) == 1_500
    redeem(town.alice, codes(series)[0], now=OVER - timedelta(seconds=1))
    with pytest.raises(Refusal) as no:
        redeem(town.alice, codes(series)[1], now=OVER)
    assert no.value.code == "voucher_expired"
    jobs.run_due(now=OVER)
    assert (held(town.bob), posted(town.bob)) == (0, 4_500)
    counted, _rows = queries.series_of(series=series, viewer=town.bob)
    assert (counted.open, counted.redeemed, counted.expired) == (0, 1, 2)
    (told,) = Fact.objects.filter(topic="payments.vouchers_returned")
    assert (told.body["count"], told.body["state"]) == (2, "expired")
    with pytest.raises(Refusal) as no:
        redeem(town.alice, codes(series)[2], now=OVER)
    assert no.value.code == "voucher_expired"


def test_the_issuer_ends_what_is_still_open(town: Town) -> None:
    series = issue(town)
    redeem(town.alice, codes(series)[0])
    assert commands.cancel_series(actor=town.bob, series=series, key=fresh_key(), now=NOW) == 2
    assert (held(town.bob), posted(town.bob)) == (0, 4_500)
    with pytest.raises(Refusal) as no:
        redeem(town.alice, codes(series)[1])
    assert no.value.code == "voucher_over"


def test_open_vouchers_have_a_bound_and_ended_ones_make_room(town: Town) -> None:
    last = [issue(town, minor=1, count=COUNT_MAX) for _series in range(OPEN_MAX // COUNT_MAX)][-1]
    for count in (1, COUNT_MAX):
        with pytest.raises(Refusal) as no:
            issue(town, minor=1, count=count)
        assert no.value.code == "too_many_vouchers"
    assert Voucher.objects.filter(issuer=town.bob).count() == OPEN_MAX
    assert held(town.bob) == OPEN_MAX
    redeem(town.alice, codes(last)[0])
    issue(town, minor=1, count=1)
    with pytest.raises(Refusal):
        issue(town, minor=1, count=1)


@pytest.mark.usefixtures("committed_db")
def test_of_two_who_issue_up_to_the_bound_at_once_one_is_refused() -> None:
    town = new_town()
    fund(town, town.bob, 5_000)
    for _series in range(OPEN_MAX // COUNT_MAX - 1):
        issue(town, minor=1, count=COUNT_MAX)

    def alone(_number: int) -> str:
        try:
            issue(town, minor=1, count=COUNT_MAX)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(4) as pool:
        assert Counter(pool.map(alone, range(4))) == {"ok": 1, "too_many_vouchers": 3}


def test_who_may_not_redeem_is_refused(town: Town) -> None:
    code = codes(issue(town))[0]
    (dora,) = join(town.community, "Dora")
    communities.suspend(actor=town.alice, member=dora, reason="quarrel", key=fresh_key(), now=NOW)
    for who, refusal in [(dora, "payer_not_active"), (town.bob, "paying_oneself"), (new_town().bob, "voucher_unknown")]:
        with pytest.raises(Refusal) as no:
            redeem(who, code)
        assert no.value.code == refusal
    communities.suspend(actor=town.alice, member=town.bob, reason="quarrel", key=fresh_key(), now=NOW)
    with pytest.raises(Refusal) as no:
        redeem(town.alice, code)
    assert no.value.code == "voucher_stopped"


def test_codes_cannot_be_tried_out(town: Town) -> None:
    code = codes(issue(town))[0]
    for number in range(VOUCHER_TRIES.most):
        with pytest.raises(Refusal) as no:
            redeem(town.alice, f"{number:016d}")
        assert no.value.code == "voucher_unknown"
    with pytest.raises(Refusal) as no:
        redeem(town.alice, code)
    assert (no.value.code, no.value.status) == ("too_many_tries", 429)
    assert str(no.value).startswith("Too many wrong codes.")


#  how much each, how many, last day                refused with
FAULTS = [
    (0, 1, LAST_DAY, "invalid_amount"),
    (500, 0, LAST_DAY, "voucher_invalid"),
    (1, 101, LAST_DAY, "voucher_invalid"),
    (500, 1, date(2026, 6, 9), "voucher_invalid"),
    (500, 1, date(2029, 6, 9), "voucher_invalid"),
    (501, 10, LAST_DAY, "vouchers_not_covered"),
    (10_001, 1, LAST_DAY, "payment_too_large"),
]


@pytest.mark.parametrize(("minor", "count", "last_day", "code"), FAULTS)
def test_what_cannot_be_issued_is_refused_and_nothing_is_held(
    town: Town, minor: int, count: int, last_day: date, code: str
) -> None:
    with pytest.raises(Refusal) as no:
        issue(town, minor=minor, count=count, last_day=last_day)
    assert no.value.code == code
    assert held(town.bob) == 0


def test_only_the_issuer_sees_prints_and_ends_a_series(town: Town) -> None:
    series = issue(town)
    for other in (town.alice, new_town().bob):
        assert queries.voucher_series(viewer=other).items == ()
        with pytest.raises(NotFound):
            queries.series_of(series=series, viewer=other)
        with pytest.raises(NotFound):
            queries.vouchers_pdf(series=series, viewer=other, value="5.00 alder", address="https://example.org/?code=")
        with pytest.raises(NotFound):
            commands.cancel_series(actor=other, series=series, key=fresh_key(), now=NOW)


def test_the_sheet_shows_each_open_code_ten_to_a_page(town: Town) -> None:
    series = issue(town, minor=10, count=12)
    redeem(town.alice, codes(series)[0])
    paper = queries.vouchers_pdf(
        series=series, viewer=town.bob, value="0.10 alder", address="https://example.org/?code="
    )
    pages = PdfReader(io.BytesIO(paper)).pages
    assert len(pages) == 2
    text = "\n".join(page.extract_text() for page in pages)
    assert [grouped(code) in text for code in codes(series)] == [False, *[True] * 11]
    assert text.count("0.10 alder") == 11
    assert "until 20 June 2026" in text


def test_a_typed_code_forgives_what_people_write() -> None:
    assert typed_code(" oili-0000 0000-0000 ") == "0111000000000000"


@pytest.mark.usefixtures("committed_db")
def test_of_two_hundred_who_redeem_at_once_one_gets_it() -> None:
    town = new_town()
    fund(town, town.bob, 5_000)
    series = issue(town)
    code = codes(series)[0]
    people = join(town.community, *(f"M{number}" for number in range(200)))

    def alone(member: MemberId) -> str:
        try:
            redeem(member, code)
        except Refusal as no:
            return no.code
        else:
            return "redeemed"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(alone, people))
    assert answers == {"redeemed": 1, "voucher_over": 199}
    assert sum(posted(member) for member in people) == 500
    assert (posted(town.bob), held(town.bob)) == (4_500, 1_000)
    assert not list(audit(town.currency.book))


def test_of_many_wrong_codes_at_once_no_more_are_looked_at_than_the_limit(committed_db: None) -> None:
    town = new_town()

    def guess(number: int) -> str:
        try:
            redeem(town.alice, f"{number:016d}")
        except Refusal as no:
            return no.code
        finally:
            connections.close_all()
        return "redeemed"

    with ThreadPoolExecutor(12) as pool:
        told = Counter(pool.map(guess, range(60)))
    assert told == {"voucher_unknown": VOUCHER_TRIES.most, "too_many_tries": 60 - VOUCHER_TRIES.most}


def test_right_codes_are_no_tries_and_the_wait_is_told(town: Town) -> None:
    found = codes(issue(town, count=12, minor=10))
    for number, code in enumerate(found[:9]):
        with pytest.raises(Refusal):
            redeem(town.alice, f"{number:016d}")
        redeem(town.alice, code)
    with pytest.raises(Refusal):
        redeem(town.alice, "wrong")
    with pytest.raises(Refusal) as no:
        redeem(town.alice, found[9], now=NOW + timedelta(minutes=20))
    assert (no.value.code, no.value.fields["minutes"]) == ("too_many_tries", 41)
    redeem(town.alice, found[9], now=NOW + timedelta(minutes=60))
