"""Vouchers are issued, and taken back, so often in a day."""

from __future__ import annotations

import pytest

from worgl.core.limits import SERIES_ISSUED
from worgl.payments.tests.builders import NOW, fresh_key
from worgl.payments.tests.telling import Two, town
from worgl.vouchers import commands as vouchers_commands
from worgl.vouchers.errors import IssuedOften
from worgl.vouchers.models import Voucher
from worgl.vouchers.rules import SeriesId
from worgl.vouchers.tests.test_vouchers import LAST_DAY

pytestmark = pytest.mark.django_db
__all__ = ["town"]


def issue(town: Two) -> SeriesId:
    return vouchers_commands.issue_vouchers(
        actor=town.bob, amount_minor=1, count=1, last_day=LAST_DAY, note="", key=fresh_key(), now=NOW
    )


def test_vouchers_are_issued_and_taken_back_so_often_a_day(town: Two) -> None:
    for _time in range(SERIES_ISSUED.most):
        vouchers_commands.cancel_series(actor=town.bob, series=issue(town), key=fresh_key(), now=NOW)
    with pytest.raises(IssuedOften, match=f"issued vouchers {SERIES_ISSUED.most} times today"):
        issue(town)
    assert Voucher.objects.count() == SERIES_ISSUED.most
