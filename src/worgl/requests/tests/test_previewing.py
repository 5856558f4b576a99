"""What a request would do if it were paid, and what paying it does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worgl.payments.tests.builders import NOW, fresh_key
from worgl.payments.tests.test_previewing import SITUATIONS, Situation, arranged, foretold, tried
from worgl.requests import commands as requests_commands

pytestmark = pytest.mark.django_db


@given(wanted=SITUATIONS, late=st.booleans(), closed=st.sampled_from(["", "", "cancel", "paid", "deny"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_paying_a_request_does_what_its_preview_says(wanted: Situation, late: bool, closed: str) -> None:
    town, _payee = arranged(wanted)
    now = NOW
    own = requests_commands.request_payment(
        actor=town.alice,
        payer=town.bob,
        amount_minor=max(1, min(wanted.minor, 10**9)),
        note="",
        days=1,
        key=fresh_key(),
        now=NOW - timedelta(days=1) if late else NOW,
    )
    if closed == "cancel":
        tried(lambda: requests_commands.cancel_request(actor=town.alice, request=own, key=fresh_key(), now=now))
    if closed == "paid":
        tried(lambda: requests_commands.pay_request(actor=town.bob, request=own, key=fresh_key(), now=now))
    if closed == "deny":
        tried(
            lambda: requests_commands.deny_request(actor=town.bob, request=own, reason="no", key=fresh_key(), now=now)
        )
    foretold(
        town.bob,
        lambda: requests_commands.preview_request(actor=town.bob, request=own, now=now),
        lambda: requests_commands.pay_request(actor=town.bob, request=own, key=fresh_key(), now=now),
    )
