"""What a paused member can still do: nothing that moves, promises or takes money, whichever way they go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from worgl.communities import commands as communities
from worgl.communities.rules import Capacity, MemberId
from worgl.core.errors import Refusal
from worgl.core.ids import new_id
from worgl.currency import commands as currencies
from worgl.disputes import commands as disputes_commands
from worgl.disputes.queries import disputes_of
from worgl.disputes.rules import DisputeId
from worgl.ledger import queries as ledger
from worgl.orders import commands as orders_commands
from worgl.orders.queries import standing_order, standing_orders
from worgl.orders.rules.standing import OrderId, OrderState, Plan, Rhythm
from worgl.payments import commands
from worgl.payments.rules import PaymentId
from worgl.payments.rules.batch import BatchLine
from worgl.payments.tests.builders import NOW, Town, fresh_key, fund, join, new_town, pay, posted
from worgl.requests import commands as requests_commands
from worgl.requests.rules.requests import RequestId
from worgl.vouchers import commands as vouchers_commands
from worgl.vouchers.queries import series_of, voucher_series
from worgl.vouchers.rules import SeriesId, VoucherState

DAY = NOW.date()


class Paused:
    """Bob's affairs from before the pause: money, a payment each way, an order, vouchers, requests, disputes."""

    def __init__(self) -> None:
        self.town: Town = new_town()
        self.bob: MemberId = self.town.bob
        (self.carla,) = join(self.town.community, "Carla")
        for member in (self.bob, self.carla):
            fund(self.town, member, 10_000)
        self.paid = pay(self.bob, self.carla, 500)
        self.got = pay(self.carla, self.bob, 700)
        self.order = orders_commands.make_order(actor=self.bob, wish=self.wish(), key=fresh_key(), now=NOW)
        orders_commands.pause_order(actor=self.bob, order=self.order, key=fresh_key(), now=NOW)
        self.series = self.vouchers(self.bob)
        self.asked = self.request(self.carla, self.bob)
        self.asking = self.request(self.bob, self.carla)
        self.own = self.dispute(self.bob, self.paid.payment)
        self.against = self.dispute(self.carla, self.got.payment)
        communities.suspend(actor=self.town.alice, member=self.bob, reason="", key=fresh_key(), now=NOW)

    def wish(self) -> orders_commands.OrderTerms:
        return orders_commands.OrderTerms(
            payee=self.carla, plan=Plan(Rhythm.MONTH, DAY + timedelta(days=9), 100), note=""
        )

    def vouchers(self, issuer: MemberId) -> SeriesId:
        return vouchers_commands.issue_vouchers(
            actor=issuer,
            amount_minor=100,
            count=2,
            last_day=DAY + timedelta(days=30),
            note="",
            key=fresh_key(),
            now=NOW,
        )

    def request(self, payee: MemberId, payer: MemberId) -> RequestId:
        return requests_commands.request_payment(
            actor=payee, payer=payer, amount_minor=300, note="", days=None, key=fresh_key(), now=NOW
        )

    def dispute(self, payer: MemberId, payment: PaymentId) -> DisputeId:
        return disputes_commands.open_dispute(actor=payer, payment=payment, reason="stale", key=fresh_key(), now=NOW)


@pytest.fixture
def paused(db: None) -> Paused:
    """Pause Bob."""
    return Paused()


def _pay_many(at: Paused) -> None:
    commands.pay_many(actor=at.bob, orders=[BatchLine(new_id(), str(at.carla), 100, "")], now=NOW)


ACTS: dict[str, Callable[[Paused], object]] = {
    "pay": lambda at: pay(at.bob, at.carla, 100),
    "pay many": _pay_many,
    "give back": lambda at: commands.refund(
        actor=at.bob, payment=at.got.payment, amount_minor=None, reason="", key=fresh_key(), now=NOW
    ),
    "be paid by a request": lambda at: at.request(at.bob, at.carla),
    "pay a request": lambda at: requests_commands.pay_request(actor=at.bob, request=at.asked, key=fresh_key(), now=NOW),
    "remind": lambda at: requests_commands.remind(actor=at.bob, request=at.asking, key=fresh_key(), now=NOW),
    "show at the till": lambda at: requests_commands.show_at_till(
        actor=at.bob, amount_minor=100, note="", key=fresh_key(), now=NOW
    ),
    "issue vouchers": lambda at: at.vouchers(at.bob),
    "order": lambda at: orders_commands.make_order(actor=at.bob, wish=at.wish(), key=fresh_key(), now=NOW),
    "resume an order": lambda at: orders_commands.resume_order(actor=at.bob, order=at.order, key=fresh_key(), now=NOW),
    "draft a list": lambda at: orders_commands.draft_list(
        actor=at.bob, text="payee,amount\nCarla,1.00\n", file_name="a.csv", key=fresh_key(), now=NOW
    ),
    "dispute": lambda at: at.dispute(at.bob, at.paid.payment),
    "answer a dispute": lambda at: disputes_commands.answer_dispute(
        actor=at.bob, dispute=at.against, answer="fresh", key=fresh_key(), now=NOW
    ),
    "settle a dispute": lambda at: disputes_commands.settle_dispute(
        actor=at.bob, dispute=at.against, key=fresh_key(), now=NOW
    ),
    "give to the common fund": lambda at: currencies.give_to_commons(
        actor=at.bob, amount_minor=100, key=fresh_key(), now=NOW
    ),
    "leave with the money": lambda at: currencies.leave_town(actor=at.bob, rest_minor=0, key=fresh_key(), now=NOW),
    "open a shop": lambda at: communities.open_shop(actor=at.bob, name="Mill", key=fresh_key(), now=NOW),
    "invite": lambda at: communities.invite(actor=at.bob, uses=1, days=1, key=fresh_key(), now=NOW),
    "name somebody": lambda at: communities.name_staff(
        actor=at.bob, shop=at.bob, member=at.carla, capacity=Capacity.KEEPER, key=fresh_key(), now=NOW
    ),
    "rename himself": lambda at: communities.rename_member(
        actor=at.bob, member=at.bob, name="Carla", key=fresh_key(), now=NOW
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_paused_member_is_refused(paused: Paused, act: str) -> None:
    before = _state(paused)
    with pytest.raises(Refusal):
        ACTS[act](paused)
    assert _state(paused) == before


def test_what_was_held_and_ordered_waits_and_nobody_redeems_it(paused: Paused) -> None:
    assert standing_order(order=paused.order, viewer=paused.bob).state is OrderState.PAUSED
    assert [one.state for one in series_of(series=paused.series, viewer=paused.bob)[1]] == [VoucherState.OPEN] * 2


def test_what_gives_up_or_takes_back_is_still_his(paused: Paused) -> None:
    orders_commands.cancel_order(actor=paused.bob, order=OrderId(paused.order), key=fresh_key(), now=NOW)
    assert vouchers_commands.cancel_series(actor=paused.bob, series=paused.series, key=fresh_key(), now=NOW) == 2


def _state(at: Paused) -> tuple[object, ...]:
    """Return all that any of the acts could have changed."""
    accounts = ledger.all_accounts(at.town.currency.book, limit=100)
    return (
        [(account.posted, account.held_out) for account in accounts],
        posted(at.carla),
        [(order.id, order.state) for order in standing_orders(viewer=at.bob).items],
        [(series.id, series.open) for series in voucher_series(viewer=at.bob).items],
        [(dispute.id, dispute.state) for dispute in disputes_of(viewer=at.bob, now=NOW).items],
    )
