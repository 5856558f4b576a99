"""Coins are no way to pester somebody: what one member has another told by paying is bounded."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from worgl.communities import commands as communities
from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core.limits import DISPUTES_OF_ONE, DISPUTES_OPENED, PUSHES_OF_A_KIND, REQUESTS_MADE, SERIES_ISSUED, Rate
from worgl.identity.rules import PersonId
from worgl.inbox.tests.builders import a_device, queued
from worgl.payments import commands
from worgl.payments.errors import AskedOften, DisputedOften, IssuedOften
from worgl.payments.models import PaymentRequest, Voucher
from worgl.payments.rules.vouchers import SeriesId
from worgl.payments.tests.builders import NOW, fresh_key, join, pay, refund
from worgl.payments.tests.test_disputes import dispute
from worgl.payments.tests.test_told import Two, sentences, told, town
from worgl.payments.tests.test_vouchers import LAST_DAY

pytestmark = pytest.mark.django_db
__all__ = ["town"]


def _person(own: MemberId) -> PersonId:
    person = member(own).person
    assert person is not None
    return person


def test_many_small_payments_ring_a_phone_so_often_and_no_more(town: Two) -> None:
    a_device(_person(town.alice))
    for _time in range(PUSHES_OF_A_KIND.most + 5):
        pay(town.bob, town.alice, 1)
    assert len(told(town.alice)) == PUSHES_OF_A_KIND.most + 5
    assert queued(_person(town.alice), kind="payments.paid") == {"push": PUSHES_OF_A_KIND.most, "digest": 1}


def test_whom_one_has_blocked_says_nothing_by_paying_or_giving_back(town: Two) -> None:
    pay(town.bob, town.alice, 300, memo="before")
    assert [one.note for one in told(town.alice)] == ["before"]
    communities.block_member(actor=town.alice, member=town.bob, key=fresh_key(), now=NOW)
    pay(town.bob, town.alice, 1, memo="you cannot get rid of me")
    back = pay(town.alice, town.bob, 2)
    refund(town.bob, back, 2, reason="nor of this")
    assert [one.note for one in told(town.alice)] == ["before"]
    assert sentences(town.bob) == ["Alice paid you 0.02 alder."]


def test_so_many_payments_to_one_other_are_disputed_a_day(town: Two) -> None:
    paid = [pay(town.bob, town.alice, 1).payment for _time in range(DISPUTES_OF_ONE.most + 1)]
    for each in paid[:-1]:
        dispute(town.bob, each)
    with pytest.raises(DisputedOften, match=f"disputed {DISPUTES_OF_ONE.most} payments today"):
        dispute(town.bob, paid[-1])


def test_so_many_payments_are_disputed_a_day(town: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Rate(DISPUTES_OPENED.name, 2, DISPUTES_OPENED.span_s)
    monkeypatch.setattr("worgl.payments.commands.disputing.DISPUTES_OPENED", few)
    paid = [pay(town.bob, town.alice, 1).payment for _time in range(3)]
    for each in paid[:-1]:
        dispute(town.bob, each)
    with pytest.raises(DisputedOften) as refused:
        dispute(town.bob, paid[-1])
    assert str(refused.value) == "You have disputed 2 payments today. Please try again tomorrow."


def issue(town: Two) -> SeriesId:
    return commands.issue_vouchers(
        actor=town.bob, amount_minor=1, count=1, last_day=LAST_DAY, memo="", key=fresh_key(), now=NOW
    )


def test_vouchers_are_issued_and_taken_back_so_often_a_day(town: Two) -> None:
    for _time in range(SERIES_ISSUED.most):
        commands.cancel_series(actor=town.bob, series=issue(town), key=fresh_key(), now=NOW)
    with pytest.raises(IssuedOften, match=f"issued vouchers {SERIES_ISSUED.most} times today"):
        issue(town)
    assert Voucher.objects.count() == SERIES_ISSUED.most


def test_a_member_asks_so_many_for_payments_a_day(town: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Rate(REQUESTS_MADE.name, 3, REQUESTS_MADE.span_s)
    monkeypatch.setattr("worgl.payments.commands.requesting.REQUESTS_MADE", few)
    others = join(member(town.bob).community, *(f"M{number}" for number in range(few.most + 1)))

    def ask(payer: MemberId | None, *, now: datetime = NOW) -> None:
        commands.request_payment(
            actor=town.bob, payer=payer, amount_minor=100, note="", days=None, key=fresh_key(), now=now
        )

    for other in others[:-1]:
        ask(other)
    with pytest.raises(AskedOften) as refused:
        ask(others[-1])
    assert str(refused.value) == "You have asked for payments 3 times today. Please try again tomorrow."
    assert set(PaymentRequest.objects.values_list("payer", flat=True)) == set(others[:-1])
    ask(None)
    ask(others[-1], now=NOW + timedelta(seconds=few.span_s))
