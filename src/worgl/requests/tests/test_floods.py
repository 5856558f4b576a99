"""Requests are no way to pester somebody: so many are made in a day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core.limits import REQUESTS_MADE, Rate
from worgl.payments.tests.builders import NOW, fresh_key, join
from worgl.payments.tests.telling import Two, town
from worgl.requests import commands as requests_commands
from worgl.requests.errors import AskedOften
from worgl.requests.models import PaymentRequest

pytestmark = pytest.mark.django_db
__all__ = ["town"]


def test_a_member_asks_so_many_for_payments_a_day(town: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Rate(REQUESTS_MADE.name, 3, REQUESTS_MADE.span_s)
    monkeypatch.setattr("worgl.requests.commands.requesting.REQUESTS_MADE", few)
    others = join(member(town.bob).community, *(f"M{number}" for number in range(few.most + 1)))

    def ask(payer: MemberId | None, *, now: datetime = NOW) -> None:
        requests_commands.request_payment(
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
