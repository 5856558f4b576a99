"""A changed rule is tried on present balances before it is announced."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.support.queries import statements
from worgl.communities.errors import ParameterUnknown
from worgl.communities.queries import announced
from worgl.core import clock
from worgl.core.domains import parameters
from worgl.core.errors import InvalidInput
from worgl.core.money import PPM
from worgl.core.parameters import PolicyValue
from worgl.currency import commands, queries
from worgl.currency.errors import NotYours
from worgl.currency.rules import Touched
from worgl.currency.tests.builders import FOUNDED, Town, a_town, key
from worgl.currency.tests.walkers import Walkers, walk_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from worgl.currency.rules import Effect

DAY = timedelta(days=1)


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def effect(town: Town, name: str, value: PolicyValue) -> Effect:
    return queries.effect_of(community=town.community, viewer=town.alice, name=name, value=value, now=FOUNDED + DAY)


def test_a_rate_is_tried_on_the_balances_there_are(db: None) -> None:
    town = a_town("Bob", "Carla")
    town.issue("Bob", 10_000)
    town.issue("Carla", 5_000)
    found = effect(town, "levy_rate", 20_000)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.total_minor, found.after.total_minor, found.after.wallets) == (150, 300, 2)
    assert [line.name for line in found.after.lines] == ["Bob", "Carla"]
    exempt = effect(town, "levy_exempt", 6_000).after
    assert exempt is not None
    assert exempt.total_minor == 40
    assert effect(town, "levy_rate", 0).after is None
    assert not announced(community=town.community, at=FOUNDED + DAY)


def test_a_limit_shows_whose_changes_and_who_stands_beyond_it(db: None) -> None:
    town = a_town("Bob", "Carla", "Dora", preset="merchants")
    town.pay("Bob", "Carla", 30_000, now=FOUNDED + DAY)
    commands.set_limits(
        actor=town.alice, member=town["Dora"], credit_minor=7_000, ceiling_minor=None, key=key(), now=FOUNDED
    )
    found = effect(town, "credit_base", 20_000)
    assert {change.member.name for change in found.changes} == {"Alice", "Bob", "Carla"}
    assert [(one.member.name, one.balance_minor, one.after_minor) for one in found.beyond] == [("Bob", 30_000, 20_000)]
    ceiling = effect(town, "balance_ceiling", 25_000)
    assert [one.member.name for one in ceiling.beyond] == ["Carla"]
    assert {one.after_minor for one in effect(town, "balance_ceiling", 0).changes} == {None}


def test_what_the_preview_shows_is_what_happens_when_the_rule_counts(db: None) -> None:
    town = a_town("Bob", "Carla", preset="merchants")
    town.pay("Bob", "Carla", 30_000, now=FOUNDED + DAY)
    shown = {one.member.id: one.after_minor for one in effect(town, "credit_base", 40_000).changes}
    town.announce("credit_base", 40_000, applies_from=FOUNDED + 40 * DAY, now=FOUNDED + DAY)
    commands.refresh_limits(community=town.community, now=FOUNDED + 41 * DAY)
    limits = queries.limits_of(viewer=town.alice, members=town.members.values())
    # The preset lets credit grow with sales; Carla's have been counted since.
    assert {own: limits[own].credit_minor for own in (town.alice, town["Bob"])} == {
        own: shown[own] for own in (town.alice, town["Bob"])
    }


@pytest.mark.parametrize("name", sorted(parameters()))
def test_every_rule_can_be_tried(db: None, name: str) -> None:
    town = a_town("Bob")
    found = effect(town, name, parameters()[name].default)
    assert found.touched in set(Touched)


def test_payments_show_their_limit_now_and_then(db: None) -> None:
    town = a_town("Bob")
    town.issue("Bob", 10_000_000)
    found = effect(town, "payment_limit", 20_000)
    assert found.payment_minor == (50_000, 20_000)
    assert effect(town, "day_limit", 30_000).day_minor == (None, 30_000)


def test_what_announcing_would_refuse_is_refused_when_it_is_tried(db: None) -> None:
    town = a_town("Bob", preset="time_bank", slug="hours")
    with pytest.raises(InvalidInput):
        effect(town, "levy_split", {"burn": PPM})
    with pytest.raises(ParameterUnknown, match="gravity"):
        effect(town, "gravity", 1)
    assert effect(town, "refund_days", 20).touched is Touched.NOTHING


def test_only_officers_look(db: None) -> None:
    town = a_town("Bob")
    with pytest.raises(NotYours):
        queries.effect_of(community=town.community, viewer=town["Bob"], name="levy_rate", value=0, now=FOUNDED)


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town."""
    return walk_in()


def test_an_administrator_looks_first_and_announces_then(town: Walkers) -> None:
    day = (town.today + timedelta(days=60)).isoformat()
    address = f"/c/{town.slug}/admin/rules/levy_rate/"
    page = town.alice.get(address, {"value": "2", "applies_from": day})
    assert "With the new rule 2.00 alder" in text_of(page)
    assert "Bob Hain" in text_of(page)
    assert not announced(community=town.community, at=clock.now())
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.content.decode()))
    assert (hidden["value"], hidden["applies_from"]) == ("2", day)
    answer = town.alice.post(address, {name: hidden[name] for name in ("value", "applies_from", "key")}, follow=True)
    assert "The change is announced" in text_of(answer)
    assert town.bob.get(address, {"value": "2", "applies_from": day}).status_code == 403


def test_a_wrong_value_is_said_at_its_field_and_shows_no_effect(town: Walkers) -> None:
    day = (town.today + timedelta(days=60)).isoformat()
    answer = town.alice.get(f"/c/{town.slug}/admin/rules/levy_rate/", {"value": "lots", "applies_from": day})
    assert answer.status_code == 422
    assert 'id="id_value_error"' in answer.content.decode()
    answer = town.alice.get(f"/c/{town.slug}/admin/rules/levy_rate/", {"value": "99", "applies_from": day})
    assert answer.status_code == 422
    assert "Announce the change" not in text_of(answer)


def test_looking_asks_the_database_little(town: Walkers) -> None:
    day = (town.today + timedelta(days=60)).isoformat()
    for name in ("levy_rate", "balance_ceiling", "payment_limit"):
        address = f"/c/{town.slug}/admin/rules/{name}/?value=5&applies_from={day}"
        town.alice.get(address)
        with statements() as asked:
            town.alice.get(address)
        assert len(asked) <= 12, "\n".join(asked)


def test_every_rule_that_decides_something_stands_on_the_page_once_and_can_be_changed_there(town: Walkers) -> None:
    page = town.alice.get(f"/c/{town.slug}/rules/").content.decode()
    for name in parameters():
        decides = not name.startswith(("coinage_", "reputable_"))
        assert page.count(f'href="/c/{town.slug}/admin/rules/{name}/"') == decides, name
    day = (town.today + timedelta(days=60)).isoformat()
    address = f"/c/{town.slug}/admin/rules/dispute_days/"
    answer = town.alice.post(address, {"value": "45", "applies_from": day, "key": "d"}, follow=True)
    assert "The change is announced" in text_of(answer)
    assert "can dispute it." in text_of(town.bob.get(f"/c/{town.slug}/rules/"))
    assert town.bob.post(address, {"value": "1", "applies_from": day, "key": "b"}).status_code == 403
    assert town.alice.post(address, {"value": "367", "applies_from": day, "key": "m"}).status_code == 422
