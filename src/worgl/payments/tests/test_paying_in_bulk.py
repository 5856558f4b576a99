"""Payments that share a transaction fare as they would one by one."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.forms import model_to_dict

from tests.support.queries import statements
from worgl.communities import commands as communities
from worgl.communities.queries import member_by_mark, members_by_ids
from worgl.communities.rules import MemberSpec
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import KeyReused, Refusal
from worgl.core.group_commit import InBulk, group_commit
from worgl.core.ids import new_id
from worgl.core.models import AnsweredCommand, Fact
from worgl.core.tests.test_group_commit import gathered
from worgl.currency.queries import payment_limits
from worgl.currency.tests.builders import Town, a_town
from worgl.payments import commands
from worgl.payments.models import Payment
from worgl.payments.rules import Receipt
from worgl.payments.rules.batch import BatchLine, LineCode
from worgl.payments.tests.builders import NOW, fresh_key

NAMES = ("Bob", "Carol", "Dave", "Gone")
CALLERS = 32


@dataclass(frozen=True, slots=True)
class Wish:
    """A payment somebody wants to make, with a key that others may use too."""

    payer: str
    payee: str
    minor: int
    note: str
    key: int


def new_town() -> Town:
    made = a_town(*NAMES, slug=f"t{new_id().hex[-20:]}", payment_limit=400, payment_share=0, day_limit=1_000)
    for name in NAMES[:-1]:
        made.issue(name, 700)
    communities.suspend(actor=made.alice, member=made["Gone"], reason="test", key=fresh_key(), now=NOW)
    return made


def drawn(seed: int) -> list[Wish]:
    dice = random.Random(seed)
    memos = ["", "bread", "two\nloaves", "x" * 201]
    return [
        Wish(dice.choice(NAMES), dice.choice(NAMES), dice.choice([0, 1, 150, 399, 401]), dice.choice(memos), key)
        for key in [dice.randrange(20) for _wish in range(28)]
    ]


def ways(town: Town, wishes: list[Wish]) -> list[Callable[[], Receipt]]:
    def way(wish: Wish) -> Callable[[], Receipt]:
        return lambda: commands.pay(
            actor=town[wish.payer],
            payee=town[wish.payee],
            amount_minor=wish.minor,
            note=wish.note,
            key=IdempotencyKey(f"key {wish.key}"),
            now=NOW,
        )

    return [way(wish) for wish in wishes]


def alone(way: Callable[[], Receipt]) -> object:
    try:
        return way()
    except Refusal as refusal:
        return refusal


def told(answer: object) -> object:
    """Return what a caller sees, but for ids, which differ between towns."""
    if isinstance(answer, Refusal):
        return answer.code, {name: str(value) for name, value in answer.fields.items()}
    assert isinstance(answer, Receipt)
    return answer.payer.name, answer.payee.name, answer.amount_minor, answer.note, answer.at, answer.kind


def bulk_wishes(town: Town, wishes: list[Wish]) -> list[commands.BulkPayment]:
    """Return wishes as the API hears them: payers are persons, payees sometimes codes."""
    people = members_by_ids([town[name] for name in NAMES])

    def asked(wish: Wish) -> commands.BulkPayment:
        payer, payee = people[town[wish.payer]], people[town[wish.payee]]
        assert payer.person is not None
        mark = payee.code.lower() if wish.minor % 2 else str(payee.id)
        return commands.BulkPayment(payer.person, mark, wish.minor, wish.note, IdempotencyKey(f"key {wish.key}"))

    return [asked(wish) for wish in wishes]


def pay_in_bulk(town: Town, wishes: Sequence[commands.BulkPayment]) -> list[Receipt | None]:
    with transaction.atomic():
        return commands.pay_in_bulk(town=town.view, currency=town.currency, wishes=wishes, now=NOW)


def beside(town: Town, wishes: list[Wish]) -> list[InBulk[commands.BulkPayment, Receipt]]:
    return [InBulk(wish, for_all_of(town)) for wish in bulk_wishes(town, wishes)]


def state(town: Town) -> object:
    rows = Payment.objects.filter(community=town.community)
    limits = [payment_limits(member=town[name], now=NOW).spent_today_minor for name in NAMES]
    return (
        [town.posted(name) for name in NAMES],
        sorted(rows.values_list("amount_minor", "note")),
        limits,
        Fact.objects.filter(topic="payments.paid", body__community=str(town.community)).count(),
        AnsweredCommand.objects.filter(actor__in=[str(town[name]) for name in NAMES]).count(),
    )


@pytest.mark.parametrize("seed", range(4))
def test_answers_refusals_and_books_are_those_of_payments_one_by_one(committed_db: None, seed: int) -> None:
    wishes = drawn(seed)
    shared, single = new_town(), new_town()
    answers = gathered(str(shared.community), list(ways(shared, wishes)))
    expected = [alone(way) for way in ways(single, wishes)]
    assert list(map(told, answers)) == list(map(told, expected))
    assert any(isinstance(answer, Receipt) for answer in answers)
    assert len({answer.code for answer in answers if isinstance(answer, Refusal)}) > 3
    assert state(shared) == state(single)


@pytest.mark.parametrize("seed", range(6))
def test_payments_in_bulk_fare_as_one_by_one_those_that_fit_first(committed_db: None, seed: int) -> None:
    wishes = drawn(seed)
    bulk, single = new_town(), new_town()
    paid = pay_in_bulk(bulk, bulk_wishes(bulk, wishes))
    fit = [place for place, receipt in enumerate(paid) if receipt is not None]
    left = [place for place, receipt in enumerate(paid) if receipt is None]
    assert fit
    assert len(left) > 2
    by_bulk = [paid[place] for place in fit] + [alone(ways(bulk, wishes)[place]) for place in left]
    one_by_one = [alone(ways(single, wishes)[place]) for place in [*fit, *left]]
    assert list(map(told, by_bulk)) == list(map(told, one_by_one))
    assert state(bulk) == state(single)


def test_a_payment_in_bulk_is_written_as_a_single_one(committed_db: None) -> None:
    wish = Wish("Bob", "Carol", 151, " two\n loaves ", 1)
    bulk, single = new_town(), new_town()
    (receipt,) = pay_in_bulk(bulk, bulk_wishes(bulk, [wish]))
    assert receipt is not None
    alone(ways(single, [wish])[0])
    assert [written_by(bulk)] == [written_by(single)]
    assert ways(bulk, [wish])[0]() == receipt, "the recorded answer is that of `pay`"


def written_by(town: Town) -> object:
    """Return all that a payment has written, with names for what differs between towns."""
    names = {str(town.community): "town"} | {str(own): name for name, own in town.members.items()}
    (row,) = Payment.objects.filter(community=town.community)
    names |= {str(row.pk): "payment", str(row.by): "person"}
    (fact,) = Fact.objects.filter(topic="payments.paid", body__community=str(town.community))
    (kept,) = AnsweredCommand.objects.filter(actor=str(town["Bob"]))
    assert kept.answer is not None
    texts = [
        {name: value for name, value in model_to_dict(row).items() if name != "id"},
        fact.body,
        fact.pending,
        kept.scope,
        kept.key,
        {name: value for name, value in kept.answer.items() if name not in {"payer", "payee"}},
        [{**kept.answer[side], "code": "", "hue": 0} for side in ("payer", "payee")],
        kept.at,
    ]
    text = repr(texts)
    for own, name in names.items():
        text = text.replace(own, name)
    return text


def test_a_key_is_one_for_payments_in_bulk_alone_and_in_batches(committed_db: None) -> None:
    made, own = new_town(), new_id()
    wish = Wish("Bob", "Carol", 100, "", 1)
    (asked,) = bulk_wishes(made, [wish])
    asked = replace(asked, key=IdempotencyKey(str(own)))
    (receipt,) = pay_in_bulk(made, [asked])
    assert receipt is not None
    assert pay_in_bulk(made, [asked, replace(asked, amount_minor=99)]) == [None, None]
    inputs = {"actor": made["Bob"], "payee": made["Carol"], "note": "", "key": asked.key, "now": NOW}
    assert commands.pay(amount_minor=100, **inputs) == receipt  # type: ignore[arg-type]  # by name
    with pytest.raises(KeyReused):
        commands.pay(amount_minor=99, **inputs)  # type: ignore[arg-type]  # by name
    line = BatchLine(own, str(made["Carol"]), 100, "")
    (answer,) = commands.pay_many(actor=made["Bob"], orders=[line], now=NOW)
    assert (answer.code, answer.payment) == (LineCode.ALREADY_DONE, receipt.payment)
    assert made.posted("Carol") == 800


def test_what_the_books_refuse_in_bulk_may_be_tried_again(committed_db: None) -> None:
    made = new_town()
    wishes = bulk_wishes(made, [Wish("Bob", "Carol", 399, "", key) for key in (1, 2)])
    first, second = pay_in_bulk(made, wishes)
    assert first is not None
    assert second is None
    made.issue("Bob", 500)
    (again,) = pay_in_bulk(made, wishes[1:])
    assert again is not None


@pytest.mark.parametrize("name", ["Gone", "Bob"])
def test_the_database_is_not_asked_wish_by_wish(committed_db: None, name: str) -> None:
    made = new_town()
    made.issue("Bob", 5_000)
    few = bulk_wishes(made, [Wish("Bob", "Carol", 1, "", key) for key in range(5)])
    many = bulk_wishes(made, [Wish("Bob", name, 1, "", 100), *[Wish("Bob", "Dave", 1, "", 10 + n) for n in range(30)]])
    pay_in_bulk(made, few)
    with statements() as asked_few:
        pay_in_bulk(made, [replace(one, key=IdempotencyKey(f"{one.key} again")) for one in few])
    with statements() as asked_many:
        assert pay_in_bulk(made, many).count(None) == 1
    per_row = 0 if connection.vendor == "postgresql" else 6
    assert len(asked_many) - len(asked_few) <= per_row * 25


def test_a_key_twice_at_the_same_moment_pays_once(committed_db: None) -> None:
    made = new_town()
    wishes = [Wish("Bob", "Carol", 100, "", place % 3) for place in range(CALLERS)]
    answers = gathered(str(made.community), list(ways(made, wishes)), beside(made, wishes))
    assert all(isinstance(answer, Receipt) for answer in answers)
    assert len({answer.payment for answer in answers if isinstance(answer, Receipt)}) == 3
    assert made.posted("Carol") == 700 + 300


def test_pages_and_programs_pay_at_the_same_moment_and_all_get_through(committed_db: None) -> None:
    made = new_town()
    specs = [MemberSpec(name=f"Newcomer {number}") for number in range(8)]
    with transaction.atomic():
        # Without wallets: who pays them first opens one.
        newcomers = communities.add_members(community=made.community, specs=specs, now=NOW)
    codes = [one.code for one in members_by_ids(newcomers).values()]
    answers: list[object] = []

    def page(number: int) -> None:
        for newcomer in newcomers[number::2]:
            key = IdempotencyKey(new_id().hex)
            inputs = {"actor": made["Bob"], "payee": newcomer, "amount_minor": 10, "note": "", "key": key, "now": NOW}
            answers.append(alone(lambda inputs=inputs: commands.pay(**inputs)))  # type: ignore[misc]  # bound at once
        connection.close()

    def program(number: int) -> None:
        (asked,) = bulk_wishes(made, [Wish(NAMES[number % 2], "Dave", 10, "", 0)])
        for code in codes:
            wish = replace(asked, payee=code, key=IdempotencyKey(new_id().hex))
            answers.append(alone(lambda wish=wish: single_or_bulk(made, NAMES[number % 2], wish)))  # type: ignore[misc]  # bound at once
        connection.close()

    threads = [threading.Thread(target=page, args=(number,)) for number in range(2)]
    threads += [threading.Thread(target=program, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8 + 6 * 8
    assert all(isinstance(answer, Receipt) for answer in answers)


_FOR_ALL: dict[UUID, Callable[[Sequence[commands.BulkPayment]], list[Receipt | None]]] = {}


def for_all_of(town: Town) -> Callable[[Sequence[commands.BulkPayment]], list[Receipt | None]]:
    """Return the one function that pays in bulk in a town, so that the wishes of all callers are of one kind."""
    return _FOR_ALL.setdefault(town.community, lambda asked: pay_in_bulk(town, asked))


def single_or_bulk(town: Town, payer: str, wish: commands.BulkPayment) -> Receipt:
    def single() -> Receipt:
        payee = member_by_mark(community=town.community, mark=wish.payee)
        return commands.pay(
            actor=town[payer], payee=payee.id, amount_minor=wish.amount_minor, note="", key=wish.key, now=NOW
        )

    return group_commit(str(town.community), single, InBulk(wish, for_all_of(town)))


def test_many_callers_at_once_keep_the_limit_of_a_day(committed_db: None) -> None:
    made = new_town()
    made.issue("Bob", 5_000)
    answers: list[object] = []

    def pay() -> None:
        (asked,) = bulk_wishes(made, [Wish("Bob", "Carol", 60, "", 0)])
        for _round in range(2):
            key = IdempotencyKey(new_id().hex)
            answers.append(
                alone(
                    lambda key=key: single_or_bulk(made, "Bob", replace(asked, key=key))  # type: ignore[misc]  # bound at once
                )
            )
        connection.close()

    threads = [threading.Thread(target=pay) for _thread in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    receipts = [answer for answer in answers if isinstance(answer, Receipt)]
    assert len(receipts) == 1_000 // 60
    assert {answer.code for answer in answers if isinstance(answer, Refusal)} == {"day_limit_reached"}
    assert payment_limits(member=made["Bob"], now=NOW).spent_today_minor == 960
    assert made.posted("Carol") == 700 + 960
