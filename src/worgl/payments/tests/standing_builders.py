"""What lasts between members, for tests that carry a community elsewhere: standing orders in each state."""

from __future__ import annotations

from datetime import timedelta

from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.payments import commands, queries
from worgl.payments.queries.vouchers import secret_code
from worgl.payments.rules.pay_lists import ListMode
from worgl.payments.rules.standing import CatchUp, Plan, Rhythm
from worgl.payments.tests.builders import NOW, fresh_key


def stand(payer: MemberId, payee: MemberId, *, arbiter: MemberId) -> None:
    """Make orders that pay, are paused and refused, a pay list with a wrong row, a ruling, vouchers."""
    today = NOW.date()
    goes_on = commands.Wish(payee, Plan(Rhythm.MONTH, today, 7), "rent", retry_days=3)
    in_parts = commands.Wish(payee, Plan(Rhythm.WEEK, today, 10, times=3, is_split=True), "", CatchUp.LATEST)
    too_much = commands.Wish(payee, Plan(Rhythm.ONCE, today, 900_000), "", retry_days=3)
    made = [
        commands.make_order(actor=payer, wish=wish, key=fresh_key(), now=NOW) for wish in (goes_on, in_parts, too_much)
    ]
    for order in made:
        commands.pay_due(order=order, now=NOW + timedelta(minutes=1))
    commands.pause_order(actor=payer, order=made[1], key=fresh_key(), now=NOW)
    name = member(payee).name
    table = f"{name};0,03;=SUM(A1)\nnobody;0,01\n{name};9.000,00"
    drawn = commands.draft_list(actor=payer, text=table, file_name="wages.csv", key=fresh_key(), now=NOW)
    commands.start_list(actor=payer, pay_list=drawn, mode=ListMode.GOOD, key=fresh_key(), now=NOW)
    paid = commands.pay(actor=payer, payee=payee, amount_minor=30, memo="", key=fresh_key(), now=NOW)
    own = commands.open_dispute(actor=payer, payment=paid.payment, reason="stale", key=fresh_key(), now=NOW)
    commands.answer_dispute(actor=payee, dispute=own, answer="fresh", key=fresh_key(), now=NOW)
    commands.rule_dispute(actor=arbiter, dispute=own, back_minor=20, reason="old", key=fresh_key(), now=NOW)
    last = NOW.date() + timedelta(days=30)
    series = commands.issue_vouchers(
        actor=payer, amount_minor=5, count=3, last_day=last, memo="thanks", key=fresh_key(), now=NOW
    )
    code = secret_code(queries.series_of(series=series, viewer=payer)[1][0].id)
    commands.redeem_voucher(actor=payee, code=code, key=fresh_key(), now=NOW)
