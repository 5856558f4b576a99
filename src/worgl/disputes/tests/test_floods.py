"""Disputes are no way to pester somebody: so many are opened in a day."""

from __future__ import annotations

import pytest

from worgl.core.limits import DISPUTES_OF_ONE, DISPUTES_OPENED, Rate
from worgl.disputes.errors import DisputedOften
from worgl.disputes.tests.test_disputes import dispute
from worgl.payments.tests.builders import pay
from worgl.payments.tests.telling import Two, town

pytestmark = pytest.mark.django_db
__all__ = ["town"]


def test_so_many_payments_to_one_other_are_disputed_a_day(town: Two) -> None:
    paid = [pay(town.bob, town.alice, 1).payment for _time in range(DISPUTES_OF_ONE.most + 1)]
    for each in paid[:-1]:
        dispute(town.bob, each)
    with pytest.raises(DisputedOften, match=f"disputed {DISPUTES_OF_ONE.most} payments today"):
        dispute(town.bob, paid[-1])


def test_so_many_payments_are_disputed_a_day(town: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    few = Rate(DISPUTES_OPENED.name, 2, DISPUTES_OPENED.span_s)
    monkeypatch.setattr("worgl.disputes.commands.disputing.DISPUTES_OPENED", few)
    paid = [pay(town.bob, town.alice, 1).payment for _time in range(3)]
    for each in paid[:-1]:
        dispute(town.bob, each)
    with pytest.raises(DisputedOften) as refused:
        dispute(town.bob, paid[-1])
    assert str(refused.value) == "You have disputed 2 payments today. Please try again tomorrow."
