"""Disputes: who may do what, what a ruling gives back, and that nobody rules on their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from worgl.communities import commands as communities
from worgl.communities.queries import audit_log
from worgl.communities.rules import MemberId
from worgl.core import jobs
from worgl.core.errors import NotFound, Refusal
from worgl.core.models import Fact
from worgl.currency import commands as currencies
from worgl.disputes import commands, queries
from worgl.disputes.models import Dispute
from worgl.disputes.rules import ANSWER_DAYS, Act, DisputeId, DisputeState, Part
from worgl.ledger.audit import audit
from worgl.payments import queries as payments
from worgl.payments.queries.booked import booked_by_ids
from worgl.payments.rules import PaymentId, PaymentKind
from worgl.payments.tests.builders import NOW, Town, booked, fresh_key, fund, join, new_town, pay, posted, refund

LATER = NOW + timedelta(days=ANSWER_DAYS)


@pytest.fixture
def town(db: None) -> Town:
    """Alice's town, in which Bob has 50.00 and Carla is another member."""
    made = new_town()
    fund(made, made.bob, 5_000)
    return made


def carla_of(town: Town) -> MemberId:
    (carla,) = join(town.community, "Carla")
    return carla


def dispute(payer: MemberId, payment: PaymentId, *, now: datetime = NOW) -> DisputeId:
    return commands.open_dispute(actor=payer, payment=payment, reason="It was stale", key=fresh_key(), now=now)


def answer(payee: MemberId, own: DisputeId) -> None:
    commands.answer_dispute(actor=payee, dispute=own, answer="It was fresh", key=fresh_key(), now=NOW)


def rule(arbiter: MemberId, own: DisputeId, back_minor: int, *, now: datetime = NOW) -> None:
    commands.rule_dispute(
        actor=arbiter, dispute=own, back_minor=back_minor, reason="Half each", key=fresh_key(), now=now
    )


def view(own: DisputeId, viewer: MemberId, *, now: datetime = NOW) -> queries.DisputeView:
    return queries.dispute(dispute=own, viewer=viewer, now=now)


def test_a_ruling_is_a_transfer_from_payee_to_payer_with_its_reason(town: Town) -> None:
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    own = dispute(town.bob, paid.payment)
    answer(carla, own)
    rule(town.alice, own, 400)
    assert (posted(town.bob), posted(carla)) == (4_400, 600)
    found = payments.receipt(payment=paid.payment, viewer=town.bob)
    assert [(back.amount_minor, back.reason) for back in found.refunds] == [(400, "Half each")]
    line = payments.activity(member=carla, viewer=carla).items[0]
    assert (line.kind, line.text, line.delta_minor) == ("ruling", "Half each", -400)
    seen = view(own, town.bob)
    assert (seen.state, seen.ruled_minor, seen.owed_minor) == (DisputeState.RULED, 400, 0)
    (done,) = [act for act in audit_log(community=town.community, viewer=town.alice).items if "dispute" in act.what]
    assert (done.subject, done.reason) == ("Carla", "Half each")
    topics = [fact.topic for fact in Fact.objects.filter(topic__contains="dispute").order_by("id")]
    assert topics == ["payments.dispute_opened", "payments.dispute_answered", "payments.dispute_ruled"]


def test_what_the_payee_has_not_stands_as_owed_and_is_collected_as_money_comes(town: Town) -> None:
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    pay(carla, town.alice, 700)
    own = dispute(town.bob, paid.payment)
    answer(carla, own)
    rule(town.alice, own, 1_000)
    assert (posted(carla), view(own, carla).owed_minor) == (0, 700)
    jobs.run_due(now=NOW + timedelta(minutes=59))
    pay(town.bob, carla, 200)
    jobs.run_due(now=NOW + timedelta(minutes=61))
    assert (posted(carla), view(own, town.bob).owed_minor) == (0, 500)
    fund(town, carla, 2_000)
    jobs.run_due(now=NOW + timedelta(hours=3))
    assert (posted(carla), view(own, carla).owed_minor) == (1_500, 0)
    assert Dispute.objects.get(pk=own).collect_at is None
    assert booked_by_ids([paid.payment])[paid.payment].refunded_minor == 1_000
    told = Fact.objects.filter(topic="payments.ruling_collected").order_by("id")
    assert [fact.body["owed_minor"] for fact in told] == [700, 500, 0]


def test_what_the_payee_gives_freely_counts_towards_what_he_owes(town: Town) -> None:
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    pay(carla, town.alice, 1_000)
    own = dispute(town.bob, paid.payment)
    answer(carla, own)
    rule(town.alice, own, 600)
    fund(town, carla, 600)
    refund(carla, paid, 600)
    fund(town, carla, 900)
    jobs.run_due(now=NOW + timedelta(hours=2))
    assert (posted(carla), view(own, carla).owed_minor) == (900, 0)


def test_a_debt_on_credit_is_not_made_by_collecting(db: None) -> None:
    town = new_town(preset="merchants")
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    pay(carla, town.alice, 900)
    own = dispute(town.bob, paid.payment)
    answer(carla, own)
    rule(town.alice, own, 1_000)
    assert (posted(carla), view(own, carla).owed_minor) == (0, 900)


def test_a_ruling_stands_though_the_payee_is_suspended(town: Town) -> None:
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    own = dispute(town.bob, paid.payment)
    communities.suspend(actor=town.alice, member=carla, reason="quarrel", key=fresh_key(), now=NOW)
    rule(town.alice, own, 1_000, now=LATER)
    assert view(own, town.bob).owed_minor == 1_000
    communities.reinstate(actor=town.alice, member=carla, reason="", key=fresh_key(), now=LATER)
    commands.collect_owed(dispute=own, now=LATER)
    assert (posted(carla), view(own, town.bob).owed_minor) == (0, 0)


def test_a_ruling_can_give_nothing_back(town: Town) -> None:
    carla = carla_of(town)
    own = dispute(town.bob, pay(town.bob, carla, 1_000).payment)
    answer(carla, own)
    rule(town.alice, own, 0)
    assert (posted(carla), view(own, town.bob).state) == (1_000, DisputeState.RULED)
    assert not [one for one in booked(town) if one.kind is PaymentKind.REFUND]


def test_the_payee_settles_by_giving_back_what_has_not_gone_back(town: Town) -> None:
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    refund(carla, paid, 300)
    own = dispute(town.bob, paid.payment)
    commands.settle_dispute(actor=carla, dispute=own, key=fresh_key(), now=NOW + timedelta(days=25))
    assert (posted(carla), view(own, town.bob).state) == (0, DisputeState.SETTLED)


def test_a_settlement_without_money_changes_nothing(town: Town) -> None:
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    pay(carla, town.alice, 1_000)
    own = dispute(town.bob, paid.payment)
    with pytest.raises(Refusal) as no:
        commands.settle_dispute(actor=carla, dispute=own, key=fresh_key(), now=NOW)
    assert no.value.code == "not_enough"
    assert view(own, carla).state is DisputeState.OPEN
    assert booked_by_ids([paid.payment])[paid.payment].refunded_minor == 0


def test_the_payer_withdraws(town: Town) -> None:
    carla = carla_of(town)
    own = dispute(town.bob, pay(town.bob, carla, 1_000).payment)
    commands.withdraw_dispute(actor=town.bob, dispute=own, key=fresh_key(), now=NOW)
    assert (posted(carla), view(own, carla).state) == (1_000, DisputeState.WITHDRAWN)


def test_an_administrator_waits_for_the_answer_or_for_its_time(town: Town) -> None:
    carla = carla_of(town)
    own = dispute(town.bob, pay(town.bob, carla, 1_000).payment)
    with pytest.raises(Refusal) as no:
        rule(town.alice, own, 0, now=LATER - timedelta(seconds=1))
    assert no.value.code == "hear_first"
    assert queries.disputes_waiting(community=town.community, viewer=town.alice, now=NOW) == ()
    waiting = queries.disputes_waiting(community=town.community, viewer=town.alice, now=LATER)
    assert [(one.id, one.acts) for one in waiting] == [(own, frozenset({Act.RULE}))]
    rule(town.alice, own, 0, now=LATER)
    assert queries.disputes_waiting(community=town.community, viewer=town.alice, now=LATER) == ()


def test_nobody_rules_on_his_own_dispute(town: Town) -> None:
    paid = pay(town.bob, town.alice, 1_000)
    own = dispute(town.bob, paid.payment)
    answer(town.alice, own)
    with pytest.raises(Refusal) as no:
        rule(town.alice, own, 0)
    assert no.value.code == "conflict_of_interest"
    assert view(own, town.alice).part is Part.PAYEE
    assert Act.RULE not in view(own, town.alice).acts
    assert queries.disputes_waiting(community=town.community, viewer=town.alice, now=LATER) == ()


#  who      does what      is refused with
REFUSALS = """
payer    answer    not_the_part
payer    settle    not_the_part
payee    withdraw  not_the_part
member   answer    not_found
member   settle    not_found
member   withdraw  not_found
member   rule      role_needed
payer    rule      role_needed
payee    rule      role_needed
stranger answer    not_found
stranger rule      not_found
admin    answer    not_found
admin    withdraw  not_found
"""


@pytest.mark.parametrize("row", REFUSALS.strip().splitlines())
def test_who_has_another_part_is_refused(town: Town, row: str) -> None:
    who, act, code = row.split()
    carla, dora = join(town.community, "Carla", "Dora")
    own = dispute(town.bob, pay(town.bob, carla, 1_000).payment)
    people = {"payer": town.bob, "payee": carla, "member": dora, "stranger": new_town().alice, "admin": town.alice}
    acts: dict[str, Callable[[MemberId], object]] = {
        "answer": lambda actor: answer(actor, own),
        "settle": lambda actor: commands.settle_dispute(actor=actor, dispute=own, key=fresh_key(), now=NOW),
        "withdraw": lambda actor: commands.withdraw_dispute(actor=actor, dispute=own, key=fresh_key(), now=NOW),
        "rule": lambda actor: rule(actor, own, 0, now=LATER),
    }
    with pytest.raises(Refusal) as no:
        acts[act](people[who])
    assert no.value.code == code
    assert view(own, town.bob).state is DisputeState.OPEN


def test_only_its_sides_and_administrators_see_a_dispute(town: Town) -> None:
    carla, dora = join(town.community, "Carla", "Dora")
    own = dispute(town.bob, pay(town.bob, carla, 1_000).payment)
    assert [view(own, viewer).part for viewer in (town.bob, carla, town.alice)] == list(Part)
    for other in (dora, new_town().alice):
        with pytest.raises(NotFound):
            view(own, other)
        assert queries.disputes_of(viewer=other, now=NOW).items == ()
    with pytest.raises(Refusal):
        queries.disputes_waiting(community=town.community, viewer=dora, now=NOW)
    with pytest.raises(NotFound):
        queries.disputes_waiting(community=town.community, viewer=new_town().alice, now=NOW)


def test_what_cannot_be_disputed_is_refused(town: Town) -> None:
    carla = carla_of(town)
    paid, whole = pay(town.bob, carla, 1_000), pay(town.bob, carla, 10)
    back = refund(carla, whole)
    cases = [
        (carla, paid.payment, NOW, "not_the_part"),
        (town.alice, paid.payment, NOW, "not_found"),
        (town.bob, whole.payment, NOW, "nothing_to_dispute"),
        (carla, back.payment, NOW, "not_disputable"),
        (town.bob, paid.payment, NOW + timedelta(days=30), "dispute_too_late"),
    ]
    for who, payment, now, code in cases:
        with pytest.raises(Refusal) as no:
            dispute(who, payment, now=now)
        assert no.value.code == code
    dispute(town.bob, paid.payment, now=NOW + timedelta(days=30) - timedelta(seconds=1))
    with pytest.raises(Refusal) as no:
        dispute(town.bob, paid.payment)
    assert no.value.code == "already_disputed"


@pytest.mark.parametrize("back", [-1, 701])
def test_a_ruling_gives_back_no_more_than_is_left(town: Town, back: int) -> None:
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    refund(carla, paid, 300)
    own = dispute(town.bob, paid.payment)
    answer(carla, own)
    with pytest.raises(Refusal) as no:
        rule(town.alice, own, back)
    assert (no.value.code, no.value.fields["free_minor"]) == ("too_much_back", 700)
    assert view(own, town.bob).state is DisputeState.ANSWERED


def test_a_member_who_owes_by_a_ruling_can_still_leave_with_nothing(town: Town) -> None:
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    pay(carla, town.alice, 1_000)
    own = dispute(town.bob, paid.payment)
    answer(carla, own)
    rule(town.alice, own, 1_000)
    currencies.leave_town(actor=carla, key=fresh_key(), now=NOW)
    jobs.run_due(now=NOW + timedelta(hours=2))
    assert view(own, town.bob).owed_minor == 1_000


@pytest.mark.usefixtures("committed_db")
def test_six_workers_at_once_collect_a_ruling_once() -> None:
    town = new_town()
    fund(town, town.bob, 5_000)
    carla = carla_of(town)
    paid = pay(town.bob, carla, 1_000)
    pay(carla, town.alice, 1_000)
    own = dispute(town.bob, paid.payment)
    answer(carla, own)
    rule(town.alice, own, 800)
    fund(town, carla, 5_000)

    def alone(_worker: int) -> int:
        try:
            return commands.collect_owed(dispute=own, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(alone, range(6))) == 800
    assert posted(carla) == 4_200
    assert not list(audit(town.currency.book))
