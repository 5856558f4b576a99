"""What lasts between members, for tests that carry a community elsewhere: standing orders in each state."""

from __future__ import annotations

from datetime import timedelta

from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.disputes import commands as disputes_commands
from worgl.orders import commands as orders_commands
from worgl.orders.rules.pay_lists import ListMode
from worgl.orders.rules.standing import CatchUp, Plan, Rhythm
from worgl.payments import commands as paying
from worgl.payments.tests.builders import NOW, fresh_key
from worgl.vouchers import commands as vouchers_commands
from worgl.vouchers import queries
from worgl.vouchers.queries import secret_code


def stand(payer: MemberId, payee: MemberId, *, arbiter: MemberId) -> None:
    """Make orders that pay, are paused and refused, a pay list with a wrong row, a ruling, vouchers."""
    today = NOW.date()
    goes_on = orders_commands.OrderTerms(payee, Plan(Rhythm.MONTH, today, 7), "rent", retry_days=3)
    in_parts = orders_commands.OrderTerms(
        payee, Plan(Rhythm.WEEK, today, 10, times=3, is_split=True), "", CatchUp.LATEST
    )
    too_much = orders_commands.OrderTerms(payee, Plan(Rhythm.ONCE, today, 900_000), "", retry_days=3)
    made = [
        orders_commands.make_order(actor=payer, wish=wish, key=fresh_key(), now=NOW)
        for wish in (goes_on, in_parts, too_much)
    ]
    for order in made:
        orders_commands.pay_due(order=order, now=NOW + timedelta(minutes=1))
    orders_commands.pause_order(actor=payer, order=made[1], key=fresh_key(), now=NOW)
    name = member(payee).name
    table = f"{name};0,03;=SUM(A1)\nnobody;0,01\n{name};9.000,00"
    drawn = orders_commands.draft_list(actor=payer, text=table, file_name="wages.csv", key=fresh_key(), now=NOW)
    orders_commands.start_list(actor=payer, pay_list=drawn, mode=ListMode.GOOD, key=fresh_key(), now=NOW)
    paid = paying.pay(actor=payer, payee=payee, amount_minor=30, note="", key=fresh_key(), now=NOW)
    own = disputes_commands.open_dispute(actor=payer, payment=paid.payment, reason="stale", key=fresh_key(), now=NOW)
    disputes_commands.answer_dispute(actor=payee, dispute=own, answer="fresh", key=fresh_key(), now=NOW)
    disputes_commands.rule_dispute(actor=arbiter, dispute=own, back_minor=20, reason="old", key=fresh_key(), now=NOW)
    last = NOW.date() + timedelta(days=30)
    series = vouchers_commands.issue_vouchers(
        actor=payer, amount_minor=5, count=3, last_day=last, note="thanks", key=fresh_key(), now=NOW
    )
    code = secret_code(queries.series_of(series=series, viewer=payer)[1][0].id)
    vouchers_commands.redeem_voucher(actor=payee, code=code, key=fresh_key(), now=NOW)
