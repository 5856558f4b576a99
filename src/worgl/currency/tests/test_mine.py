"""What a member's own parcel says of their wallet."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.support.parcels import told
from worgl.communities.rules import MemberId
from worgl.core.ids import new_id
from worgl.currency import commands, queries
from worgl.currency.tests.builders import a_town

pytestmark = pytest.mark.django_db
AFTER = datetime(2025, 2, 2, 12, tzinfo=UTC)


def test_it_tells_the_balance_and_each_levy_of_this_member_alone() -> None:
    town = a_town("Bob", "Carla")
    town.issue("Bob", 10_000)
    town.issue("Carla", 5_000)
    commands.run_levy(community=town.community, on=date(2025, 2, 1), now=AFTER)
    wallet = told(queries.files_of_member(town["Bob"], AFTER), "wallet.json")
    assert wallet["balance_minor"] == 9_900
    assert wallet["levies"] == [{"on": "2025-02-01", "base_minor": 10_000, "due_minor": 100, "taken_minor": 100}]
    assert wallet["coin"] == {"name": "alder", "unit": "ALD", "decimals": 2}
    assert [one["minor"] for one in wallet["coins_given"]] == [10_000]


def test_who_has_no_wallet_has_nothing_to_tell() -> None:
    assert told(queries.files_of_member(MemberId(new_id()), AFTER), "wallet.json") == {}
