"""What issuers of vouchers are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from worgl.communities.rules import MemberId
from worgl.core import jobs
from worgl.payments.tests.builders import NOW, fresh_key
from worgl.payments.tests.telling import Two, sentences, told, town
from worgl.vouchers import commands as vouchers_commands
from worgl.vouchers.rules import SeriesId
from worgl.vouchers.tests.test_vouchers import LAST_DAY, OVER, codes, redeem

__all__ = ["town"]

pytestmark = pytest.mark.django_db


def issue(who: MemberId) -> SeriesId:
    return vouchers_commands.issue_vouchers(
        actor=who, amount_minor=500, count=3, last_day=LAST_DAY, note="thanks", key=fresh_key(), now=NOW
    )


def test_the_issuer_is_told_who_redeems_a_voucher_and_when_their_time_is_over(town: Two) -> None:
    series = issue(town.bob)
    redeem(town.alice, codes(series)[0])
    (notice,) = told(town.bob, kind="payments.voucher")
    assert (notice.sentence, notice.note) == ("Alice has redeemed a voucher of yours worth 5.00 alder.", "thanks")
    assert "/receipt/" in notice.path
    assert sentences(town.alice) == []
    jobs.run_due(now=OVER + timedelta(minutes=1))
    (returned,) = told(town.bob, after=OVER - NOW + timedelta(minutes=2), kind="payments.vouchers")
    assert returned.sentence.startswith("Your vouchers of 5.00 alder each have expired.")
    assert returned.path.endswith(f"/vouchers/{series}/")
    assert sentences(town.alice, after=OVER - NOW + timedelta(minutes=2), kind="payments.voucher") == []


def test_who_ends_his_vouchers_himself_is_told_nothing(town: Two) -> None:
    vouchers_commands.cancel_series(actor=town.bob, series=issue(town.bob), key=fresh_key(), now=NOW)
    assert sentences(town.bob, kind="payments.voucher") == []
