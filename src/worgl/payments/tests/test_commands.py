"""Paying and refunding: who may, what is refused, what happens twice, what happens at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connections, transaction

from worgl.communities import commands as communities
from worgl.communities.rules import MemberId
from worgl.core.commands import IdempotencyKey, forget_old_answers
from worgl.core.errors import KeyReused, NotFound, Refusal
from worgl.core.ids import new_id
from worgl.core.limits import AMOUNT_MAX, NOTE_MAX
from worgl.core.models import Fact
from worgl.currency import commands as currencies
from worgl.ledger import queries as ledger
from worgl.ledger.audit import audit
from worgl.payments import commands
from worgl.payments.errors import NotEnough, PayerNotActive
from worgl.payments.models import Payment
from worgl.payments.queries import receipt
from worgl.payments.rules import BatchLine, PaymentId, PaymentKind, Preview
from worgl.payments.tests.builders import LATER, NOW, Town, fresh_key, fund, join, new_town, pay, posted, refund


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def preview_of(payer: MemberId, payee: MemberId, minor: int) -> Preview:
    return commands.preview_payment(actor=payer, payee=payee, amount_minor=minor, now=NOW)


# -- paying


def test_a_payment_moves_the_money_and_both_sides_have_the_receipt(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_250, note=" bread\n and milk ")
    assert (posted(town.bob), posted(town.alice)) == (3_750, 1_250)
    assert (paid.payer.name, paid.payee.name, paid.amount_minor, paid.note) == ("Bob", "Alice", 1_250, "bread and milk")
    assert paid == receipt(payment=paid.payment, viewer=town.bob)
    assert paid.is_payer
    theirs = receipt(payment=paid.payment, viewer=town.alice)
    assert theirs.is_payee
    assert theirs.refundable_minor == 1_250
    assert Fact.objects.filter(topic="payments.paid", body__payment=str(paid.payment)).count() == 1


def test_the_receipt_names_the_transfer_of_the_ledger(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_250)
    booked = ledger.transfer(town.currency.book, paid.payment)
    assert booked is not None
    assert booked.amount == 1_250


def test_members_without_wallet_get_one_when_they_are_paid(town: Town) -> None:
    with transaction.atomic():
        spec = communities.MemberSpec(name="Nora")
        (nora,) = communities.add_members(community=town.community, specs=[spec], now=NOW)
    pay(town.bob, nora, 100)
    assert posted(nora) == 100


def stranger(town: Town) -> MemberId:
    return new_town().bob


def suspended(town: Town) -> MemberId:
    (dora,) = join(town.community, "Dora")
    communities.suspend(actor=town.alice, member=dora, reason="quarrel", key=fresh_key(), now=NOW)
    return dora


def gone(town: Town) -> MemberId:
    (emil,) = join(town.community, "Emil")
    currencies.leave_town(actor=emil, key=fresh_key(), now=NOW)
    return emil


def nobody(town: Town) -> MemberId:
    return MemberId(new_id())


def alice(town: Town) -> MemberId:
    return town.alice


def bob(town: Town) -> MemberId:
    return town.bob


#   who pays    whom         how much      note            is refused with
REFUSALS = [
    (bob, bob, 100, "", "paying_oneself"),
    (bob, stranger, 100, "", "payee_unknown"),
    (bob, nobody, 100, "", "payee_unknown"),
    (bob, suspended, 100, "", "payee_gone"),
    (bob, gone, 100, "", "payee_gone"),
    (stranger, alice, 100, "", "payee_unknown"),
    (nobody, alice, 100, "", "payer_not_active"),
    (suspended, alice, 100, "", "payer_not_active"),
    (gone, alice, 100, "", "payer_not_active"),
    (bob, alice, 0, "", "invalid_amount"),
    (bob, alice, -100, "", "invalid_amount"),
    (bob, alice, AMOUNT_MAX + 1, "", "invalid_amount"),
    (bob, alice, 100, "x" * (NOTE_MAX + 1), "text_too_long"),
    (bob, alice, 5_001, "", "not_enough"),
    (bob, alice, 10_001, "", "payment_too_large"),
]


@pytest.mark.parametrize(("payer", "payee", "minor", "note", "code"), REFUSALS)
def test_a_payment_that_may_not_be_is_refused_and_nothing_moves(
    town: Town,
    payer: Callable[[Town], MemberId],
    payee: Callable[[Town], MemberId],
    minor: int,
    note: str,
    code: str,
) -> None:
    source, target = payer(town), payee(town)
    before = ledger.last_seq(town.currency.book)
    with pytest.raises(Refusal) as refused:
        pay(source, target, minor, note=note)
    assert refused.value.code == code
    assert "{" not in str(refused.value)
    assert ledger.last_seq(town.currency.book) == before
    assert (posted(town.bob), posted(town.alice)) == (5_000, 0)
    assert not Payment.objects.filter(community=town.community).exists()


def test_a_refusal_says_how_much_is_free(town: Town) -> None:
    with pytest.raises(Refusal) as refused:
        pay(town.bob, town.alice, 5_001)
    assert refused.value.fields["free_minor"] == 5_000
    assert "50.00 alder" in str(refused.value)


def test_an_overdrawn_credit_says_which_limit_and_what_lifts_it(db: None) -> None:
    town = new_town(preset="time_bank", decimal_mark=",")
    pay(town.bob, town.alice, 600)
    with pytest.raises(Refusal) as refused:
        pay(town.bob, town.alice, 500)
    assert refused.value.code == "credit_used_up"
    assert refused.value.fields["free_minor"] == 400
    assert "4,00 alder" in str(refused.value)
    assert "10,00 alder below zero" in str(refused.value)
    assert posted(town.bob) == -600


def test_a_full_account_takes_no_more_than_its_ceiling(town: Town) -> None:
    currencies.set_limits(
        actor=town.alice, member=town.alice, credit_minor=None, ceiling_minor=1_000, key=fresh_key(), now=NOW
    )
    pay(town.bob, town.alice, 900)
    with pytest.raises(Refusal) as refused:
        pay(town.bob, town.alice, 101)
    assert refused.value.code == "payee_full"
    assert refused.value.fields["free_minor"] == 100
    pay(town.bob, town.alice, 100)


# -- twice


def test_a_double_click_pays_once_and_gets_the_same_receipt(town: Town) -> None:
    key = fresh_key()
    first, second = (
        commands.pay(actor=town.bob, payee=town.alice, amount_minor=100, note="tea", key=key, now=NOW) for _ in "12"
    )
    assert first == second
    assert posted(town.alice) == 100


@pytest.mark.parametrize("change", [{"amount_minor": 101}, {"note": "coffee"}])
def test_the_same_key_with_other_content_is_refused(town: Town, change: dict[str, object]) -> None:
    asked = {"actor": town.bob, "payee": town.alice, "amount_minor": 100, "note": "tea", "key": fresh_key(), "now": NOW}
    commands.pay(**asked)  # type: ignore[arg-type]  # the inputs of one call, one of them changed in the next
    with pytest.raises(KeyReused):
        commands.pay(**{**asked, **change})  # type: ignore[arg-type]  # the same
    assert posted(town.alice) == 100


def test_a_key_still_pays_only_once_after_its_answer_is_forgotten(town: Town) -> None:
    key = fresh_key()
    first = commands.pay(actor=town.bob, payee=town.alice, amount_minor=100, note="", key=key, now=NOW)
    assert forget_old_answers(before=LATER)
    again = commands.pay(actor=town.bob, payee=town.alice, amount_minor=100, note="", key=key, now=LATER)
    assert (again.payment, again.at) == (first.payment, first.at)
    assert posted(town.alice) == 100
    forget_old_answers(before=LATER + timedelta(days=1))
    with pytest.raises(KeyReused):
        commands.pay(actor=town.bob, payee=town.alice, amount_minor=99, note="", key=key, now=LATER)


def test_two_members_may_choose_the_same_key(town: Town) -> None:
    fund(town, town.alice, 500)
    key = IdempotencyKey("1")
    commands.pay(actor=town.bob, payee=town.alice, amount_minor=100, note="", key=key, now=NOW)
    commands.pay(actor=town.alice, payee=town.bob, amount_minor=30, note="", key=key, now=NOW)
    assert posted(town.bob) == 4_930


def test_what_the_books_refused_is_the_answer_of_its_key_and_another_key_pays(town: Town) -> None:
    key = fresh_key()
    asked = {"actor": town.bob, "payee": town.alice, "amount_minor": 6_000, "note": "", "now": NOW}
    for funds in (0, 1_000):
        if funds:
            fund(town, town.bob, funds)
        with pytest.raises(NotEnough) as refused:
            commands.pay(**asked, key=key)  # type: ignore[arg-type]  # the inputs of one call
        assert (refused.value.fields["free_minor"], refused.value.is_again) == (5_000, bool(funds))
    commands.pay(**asked, key=fresh_key())  # type: ignore[arg-type]  # the same
    assert posted(town.bob) == 0


def test_what_is_refused_because_of_the_request_itself_may_be_tried_again(town: Town) -> None:
    key = fresh_key()
    (gone,) = join(town.community, "Gone")
    fund(town, gone, 100)
    communities.suspend(actor=town.alice, member=gone, reason="test", key=fresh_key(), now=NOW)
    asked = {"actor": gone, "payee": town.alice, "amount_minor": 100, "note": "", "key": key, "now": NOW}
    with pytest.raises(PayerNotActive):
        commands.pay(**asked)  # type: ignore[arg-type]  # the inputs of one call
    communities.reinstate(actor=town.alice, member=gone, key=fresh_key(), now=NOW)
    assert commands.pay(**asked).amount_minor == 100  # type: ignore[arg-type]  # the same


# -- preview


def test_a_preview_shows_what_then_happens_and_leaves_nothing_behind(town: Town) -> None:
    seen = preview_of(town.bob, town.alice, 1_250)
    assert seen.refusal is None
    assert (seen.balance_before_minor, seen.balance_after_minor) == (5_000, 3_750)
    assert (seen.spendable_before_minor, seen.spendable_after_minor) == (5_000, 3_750)
    assert seen.fading_before is not None
    assert seen.fading_after is not None
    assert (seen.fading_before.minor, seen.fading_after.minor) == (50, 37)
    assert (posted(town.bob), Payment.objects.filter(community=town.community).count()) == (5_000, 0)
    assert not Fact.objects.filter(topic="payments.paid", body__community=str(town.community)).exists()
    pay(town.bob, town.alice, 1_250)
    assert posted(town.bob) == seen.balance_after_minor


@pytest.mark.parametrize("minor", [0, 5_001, 20_000])
def test_a_preview_and_the_payment_refuse_alike(town: Town, minor: int) -> None:
    seen = preview_of(town.bob, town.alice, minor)
    with pytest.raises(Refusal) as refused:
        pay(town.bob, town.alice, minor)
    assert seen.refusal is not None
    assert (seen.refusal.code, seen.refusal.detail) == (refused.value.code, str(refused.value))
    assert seen.balance_after_minor == seen.balance_before_minor == 5_000


def test_a_preview_of_paying_oneself_or_someone_suspended_shows_the_refusal(town: Town) -> None:
    dora = suspended(town)
    for payee, code in ((town.bob, "paying_oneself"), (dora, "payee_gone")):
        seen = preview_of(town.bob, payee, 5).refusal
        assert seen is not None
        assert seen.code == code
    with pytest.raises(Refusal):
        preview_of(town.bob, stranger(town), 5)


# -- refunds


def test_a_refund_goes_back_with_its_reason_and_both_receipts_know_each_other(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_000)
    back = refund(town.alice, paid, 400, reason="one jar broke")
    assert back.kind is PaymentKind.REFUND
    assert (back.payer.name, back.payee.name, back.amount_minor, back.note) == ("Alice", "Bob", 400, "one jar broke")
    assert back.refund_of == paid.payment
    assert back.refundable_minor == 0
    for viewer, left in ((town.bob, 0), (town.alice, 600)):
        seen = receipt(payment=paid.payment, viewer=viewer)
        assert [(line.payment, line.amount_minor, line.reason) for line in seen.refunds] == [
            (back.payment, 400, "one jar broke")
        ]
        assert (seen.refunded_minor, seen.refundable_minor) == (400, left)
    assert (posted(town.bob), posted(town.alice)) == (4_400, 600)
    assert Fact.objects.filter(topic="payments.refunded", body__refund_of=str(paid.payment)).count() == 1


def test_refunds_never_exceed_what_was_paid(town: Town) -> None:
    fund(town, town.alice, 5_000)
    paid = pay(town.bob, town.alice, 1_000)
    refund(town.alice, paid, 400)
    with pytest.raises(Refusal) as refused:
        refund(town.alice, paid, 601)
    assert refused.value.code == "refund_too_large"
    assert refused.value.fields["free_minor"] == 600
    assert refund(town.alice, paid).amount_minor == 600
    with pytest.raises(Refusal) as nothing_left:
        refund(town.alice, paid)
    assert nothing_left.value.code == "refund_too_large"
    assert posted(town.bob) == 5_000


def test_only_the_one_who_was_paid_refunds(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_000)
    (dora,) = join(town.community, "Dora")
    with pytest.raises(Refusal) as payer:
        refund(town.bob, paid)
    assert payer.value.code == "only_payee_refunds"
    for other in (dora, stranger(town), nobody(town)):
        with pytest.raises(NotFound):
            refund(other, paid)
    with pytest.raises(NotFound):
        commands.refund(
            actor=town.alice,
            payment=PaymentId(new_id()),
            amount_minor=None,
            reason="x",
            key=fresh_key(),
            now=NOW,
        )


def test_a_refund_needs_a_reason_an_amount_and_a_payment_that_is_none(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_000)
    with pytest.raises(Refusal, match="why the money goes back"):
        refund(town.alice, paid, reason=" \n ")
    with pytest.raises(Refusal) as zero:
        refund(town.alice, paid, 0)
    assert zero.value.code == "invalid_amount"
    back = refund(town.alice, paid)
    with pytest.raises(Refusal) as again:
        refund(town.bob, back)
    assert again.value.code == "not_refundable"


def test_a_refund_ends_with_the_days_that_the_policy_gave_at_the_payment(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_000)
    until = receipt(payment=paid.payment, viewer=town.alice).refundable_until
    assert until == NOW + timedelta(days=14)
    refund(town.alice, paid, 10, now=until - timedelta(seconds=1))
    with pytest.raises(Refusal) as late:
        refund(town.alice, paid, 10, now=until)
    assert late.value.code == "refund_too_late"
    assert "14 days" in str(late.value)


def test_a_refund_needs_the_money_and_a_payer_who_is_still_there(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_000)
    (dora,) = join(town.community, "Dora")
    pay(town.alice, dora, 500)
    with pytest.raises(Refusal) as poor:
        refund(town.alice, paid)
    assert poor.value.code == "not_enough"
    assert receipt(payment=paid.payment, viewer=town.alice).refunded_minor == 0
    communities.suspend(actor=town.alice, member=town.bob, reason="quarrel", key=fresh_key(), now=NOW)
    with pytest.raises(Refusal) as gone_away:
        refund(town.alice, paid, 100)
    assert gone_away.value.code == "payee_gone"


def test_a_refund_sent_twice_goes_back_once(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_000)
    key = fresh_key()
    for forgotten in (False, False, True, True):
        if forgotten:
            forget_old_answers(before=LATER)
        back = commands.refund(
            actor=town.alice, payment=paid.payment, amount_minor=None, reason="broken", key=key, now=NOW
        )
        assert back.amount_minor == 1_000
    assert (posted(town.bob), posted(town.alice)) == (5_000, 0)


def test_a_preview_of_a_refund_shows_what_then_happens(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_000)
    seen = commands.preview_refund(actor=town.alice, payment=paid.payment, amount_minor=None, now=NOW)
    assert (seen.payer.name, seen.payee.name, seen.amount_minor) == ("Alice", "Bob", 1_000)
    assert (seen.balance_before_minor, seen.balance_after_minor, seen.refusal) == (1_000, 0, None)
    too_much = commands.preview_refund(actor=town.alice, payment=paid.payment, amount_minor=1_001, now=NOW)
    assert too_much.refusal is not None
    assert too_much.refusal.code == "refund_too_large"
    assert posted(town.alice) == 1_000


# -- batches


def test_a_batch_of_past_payments_is_dated_and_has_receipts(db: None) -> None:
    town = new_town(preset="time_bank")
    start = NOW - timedelta(days=10)
    lines = [
        BatchLine(new_id(), town.bob, town.alice, 100 + number, f"hour {number}", start + timedelta(days=number))
        for number in range(3)
    ]
    too_much = BatchLine(new_id(), town.bob, town.alice, 99_999, "", start + timedelta(days=4))
    for _twice in range(2):
        outcomes = commands.record_batch(community=town.community, lines=[*lines, too_much], now=NOW)
        assert [outcome.is_booked for outcome in outcomes] == [True, True, True, False]
    assert posted(town.alice) == 303
    seen = receipt(payment=lines[1].id, viewer=town.bob)
    assert (seen.at, seen.note) == (start + timedelta(days=1), "hour 1")


# -- at once


PAYERS = 200


def test_two_hundred_at_once_spend_what_there_is_and_not_a_coin_more(committed_db: None) -> None:
    town = new_town()
    fund(town, town.bob, 5_000)
    answers: Counter[str] = Counter()
    counting = threading.Lock()
    start = threading.Barrier(20)

    def spend(times: int) -> None:
        start.wait()
        done = 0
        while done < times:
            try:
                pay(town.bob, town.alice, 100)
                answer = "paid"
            except Refusal as refusal:
                answer = refusal.code
            except OperationalError:
                continue  # the database was busy for too long: nothing was done, the payer tries again
            done += 1
            with counting:
                answers[answer] += 1
        connections.close_all()

    threads = [threading.Thread(target=spend, args=(PAYERS // 20,)) for _each in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {"paid": 50, "not_enough": PAYERS - 50}
    assert (posted(town.bob), posted(town.alice)) == (0, 5_000)
    assert Payment.objects.filter(community=town.community).count() == 50
    assert list(audit(town.currency.book)) == []


def test_one_key_pressed_by_ten_at_once_pays_once(committed_db: None) -> None:
    town = new_town()
    fund(town, town.bob, 5_000)
    key = fresh_key()
    seen: list[PaymentId] = []

    def press() -> None:
        answer = commands.pay(actor=town.bob, payee=town.alice, amount_minor=100, note="", key=key, now=NOW)
        seen.append(answer.payment)
        connections.close_all()

    threads = [threading.Thread(target=press) for _each in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 10
    assert len(set(seen)) == 1
    assert posted(town.alice) == 100


def test_refunds_at_once_never_exceed_the_payment(committed_db: None) -> None:
    town = new_town()
    fund(town, town.bob, 1_000)
    fund(town, town.alice, 9_000)
    paid = pay(town.bob, town.alice, 1_000)
    answers: list[str] = []

    def give_back() -> None:
        try:
            refund(town.alice, paid, 300)
            answers.append("refunded")
        except Refusal as refusal:
            answers.append(refusal.code)
        connections.close_all()

    threads = [threading.Thread(target=give_back) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(answers) == {"refunded": 3, "refund_too_large": 5}
    assert (posted(town.bob), posted(town.alice)) == (900, 9_100)
