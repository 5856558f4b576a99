"""Loading the town: all of it or nothing, into an empty database of a demo only."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from tests.support.trials import taken_back
from worgl.communities import queries as communities
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands as currencies
from worgl.currency import queries as money
from worgl.currency.rules import TransferCode
from worgl.demo.commands import let_time_pass, load
from worgl.demo.commands.loading import SEED
from worgl.demo.errors import NoDemoTown, NotADemo, TownExists
from worgl.demo.queries import demo_town, player, players
from worgl.demo.tests.builders import NOW
from worgl.identity.commands import register_person
from worgl.ledger import queries as ledger
from worgl.ledger.audit import audit
from worgl.payments import queries as payments


def test_a_community_of_ones_own_keeps_the_demo_out(db: None, settings: Settings) -> None:
    settings.DEMO = True
    founder = register_person(email="founder@example.org", name="Founder", password=None, now=NOW)
    currencies.found_town(
        actor=founder,
        name="Real Town",
        slug="real",
        preset="time_bank",
        coin_name="hour",
        unit="HR",
        zone="Europe/Vienna",
        decimal_mark=".",
        key=IdempotencyKey("real"),
        now=NOW,
    )
    with pytest.raises(TownExists):
        load(now=NOW, days=3)
    with pytest.raises(NoDemoTown):
        let_time_pass(days=1, now=NOW)
    assert players() == ()


def test_without_demo_nothing_is_loaded_and_no_time_passes(db: None, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(NotADemo):
        load(now=NOW, days=3)
    with pytest.raises(NotADemo):
        let_time_pass(days=1, now=NOW)
    assert communities.all_communities() == ()


def test_loading_tells_how_far_it_is(db: None, settings: Settings) -> None:
    settings.DEMO = True
    told: list[tuple[int, int]] = []
    load(now=NOW, days=5, progress=lambda done, total: told.append((done, total)))
    assert told == [(day, 5) for day in range(1, 6)]


def test_a_load_that_fails_leaves_nothing_behind(db: None, settings: Settings) -> None:
    settings.DEMO = True

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(now=NOW, days=5, progress=stop)
    assert communities.all_communities() == ()
    with pytest.raises(NoDemoTown):
        demo_town()
    assert load(now=NOW, days=5).slug == "alderbrook"


def what_happened() -> tuple[object, ...]:
    """Return the town's people, transfers and balances, without the ids that are drawn."""
    town = communities.community_by_slug("alderbrook")
    currency = money.currency_of(town.id)
    wallets = money.wallets(community=town.id)
    people = communities.members_by_ids(wallet.member for wallet in wallets if wallet.member)
    names = {wallet.account: people[wallet.member].name if wallet.member else wallet.role for wallet in wallets}
    transfers = ledger.transfers(currency.book, limit=1_000)
    assert len(transfers) == ledger.last_seq(currency.book) > 300
    return (
        # The founder's code is drawn, as any founder's is.
        sorted((one.name, one.joined_at, "" if one.is_admin else one.code) for one in people.values()),
        [(names[one.debit], names[one.credit], one.amount, one.code, one.event_at) for one in transfers],
        {names[own]: ledger.account(currency.book, own).posted for own in names},
    )


def test_two_loads_at_one_moment_are_the_same_town(db: None, settings: Settings) -> None:
    settings.DEMO = True

    def loaded(seed: int) -> tuple[object, ...]:
        load(now=NOW, days=12, seed=seed)
        return what_happened()

    first = taken_back(lambda: loaded(SEED))
    assert taken_back(lambda: loaded(SEED)) == first
    assert taken_back(lambda: loaded(SEED + 1)) != first


@pytest.mark.slow
def test_a_whole_year_is_calm(db: None, settings: Settings) -> None:
    settings.DEMO = True
    load(now=NOW)
    town = communities.community_by_slug("alderbrook")
    currency = money.currency_of(town.id)
    assert communities.count_members(town.id) == 300
    assert ledger.last_seq(currency.book) > 20_000
    assert len(money.levies(community=town.id).items) == 12
    assert not list(audit(currency.book))
    assert money.supply(town.id) > 4_000_000
    out_of_commons = ledger.entries(currency.book, currency.commons, limit=5_000)
    paid_to_all = {entry.at for entry in out_of_commons if entry.code == TransferCode.DIVIDEND}
    assert len(paid_to_all) >= 6, "what the common fund does not spend is paid to all"
    mira = communities.member_for(community=town.id, person=player("mira").person)
    overview = payments.overview(member=mira.id, lines=8, people=8, now=NOW)
    assert "Anna’s Bakery" in [one.name for one in overview.people], "Mira can pay for bread with one tap more"
