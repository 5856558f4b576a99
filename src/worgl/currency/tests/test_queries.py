"""Figures of a town and who may see what."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.queries import statements
from worgl.communities.errors import NotAMember
from worgl.core.domains import trade
from worgl.core.paging import InvalidCursor, encode_cursor
from worgl.core.request_cache import request_cache
from worgl.currency import commands, queries
from worgl.currency.errors import CurrencyUnknown, NotYours, WalletUnknown
from worgl.currency.models import Currency, DayFigures, WalletMonth
from worgl.currency.rules import CurrencyKind, Receiver, TransferCode, WalletRole
from worgl.currency.rules.figures import Tally, fold, gini_ppm, idle_ppm, velocity
from worgl.currency.tests.builders import FOUNDED, PAYMENT, REFUND, a_town
from worgl.ledger.rules import AccountId, Kind, Recorded, micros

LATER = FOUNDED + timedelta(days=3)


@pytest.mark.django_db
def test_a_balance_is_seen_by_its_owner_and_the_officers() -> None:
    town, other = a_town("Bob", "Carol"), a_town(slug="elsewhere")
    for viewer in (town["Bob"], town.alice):
        assert queries.balance(member=town["Bob"], viewer=viewer, now=LATER).posted_minor == 0
    for viewer in (town["Carol"], other.alice):
        with pytest.raises(NotYours):
            queries.balance(member=town["Bob"], viewer=viewer, now=LATER)
    with pytest.raises(NotYours):
        queries.limits_of(viewer=town["Bob"], members=[town["Bob"]])
    with pytest.raises(NotYours):
        queries.next_levy_preview(community=town.community, viewer=town["Bob"], rate=None, now=LATER)
    for read in (queries.commons_flows, queries.grants):
        with pytest.raises(NotAMember):
            read(community=town.community, viewer=other.alice)


@pytest.mark.django_db
def test_what_does_not_exist_is_refused() -> None:
    town = a_town()
    with pytest.raises(CurrencyUnknown):
        queries.currency_of(town.alice)  # type: ignore[arg-type]  # no community has this id
    with pytest.raises(WalletUnknown):
        queries.wallet_of(town.community)  # type: ignore[arg-type]  # no member has this id


@pytest.mark.django_db
def test_the_figures_of_a_town_count_every_transfer_once() -> None:
    town = a_town("Bob", "Carol", levy_split={"burn": 250_000, "commons": 750_000})
    town.issue("Bob", 100_000)
    town.pay("Bob", "Carol", 30_000, now=datetime(2025, 1, 20, 9, tzinfo=UTC))
    town.pay("Carol", "Bob", 5_000, now=datetime(2025, 1, 20, 10, tzinfo=UTC), code=REFUND)
    commands.run_levy(community=town.community, on=date(2025, 2, 1), now=datetime(2025, 2, 1, 6, tzinfo=UTC))
    now = datetime(2025, 2, 3, 9, tzinfo=UTC)
    live = queries.town_figures(town.community, now)
    assert commands.update_figures(community=town.community) > 0
    assert commands.update_figures(community=town.community) == 0
    stored = queries.town_figures(town.community, now)
    assert live == stored
    assert (stored.supply_minor, stored.minted_minor, stored.retired_minor) == (99_750, 100_000, 250)
    assert (stored.faded_minor, stored.faded_30d_minor) == (1_000, 1_000)
    assert (stored.volume_30d_minor, stored.payments_30d, stored.members) == (25_000, 1, 3)
    assert (stored.shares[Receiver.BURN], stored.shares[Receiver.COMMONS]) == (250, 750)
    assert stored.members_minor + stored.commons_minor == stored.supply_minor
    assert stored.velocity == "3.0"
    assert stored.idle_ppm is not None


@pytest.mark.django_db
def test_the_series_has_no_gap_and_ends_with_the_present_supply() -> None:
    town = a_town("Bob", "Carol")
    town.issue("Bob", 10_000)
    town.pay("Bob", "Carol", 100, now=FOUNDED + timedelta(days=2))
    commands.update_figures(community=town.community)
    town.pay("Bob", "Carol", 50, now=FOUNDED + timedelta(days=5))
    figures = queries.series(town.community, date(2025, 1, 1))
    assert [figure.day.day for figure in figures] == [10, 11, 12, 13, 14, 15]
    assert [figure.volume_minor for figure in figures] == [0, 0, 100, 0, 0, 50]
    assert {figure.supply_minor for figure in figures} == {10_000}
    assert queries.series(town.community, date(2025, 1, 14))[0].supply_minor == 10_000


@pytest.mark.django_db
def test_the_supply_of_mutual_credit_is_what_stands_above_zero() -> None:
    town = a_town("Bob", "Carol", preset="time_bank")
    for day, (payer, payee, minor) in enumerate(
        [("Bob", "Carol", 800), ("Carol", "Alice", 300), ("Alice", "Bob", 300), ("Carol", "Bob", 500)]
    ):
        town.pay(payer, payee, minor, now=FOUNDED + timedelta(days=day))
        if day == 1:
            commands.update_figures(community=town.community)
    commands.update_figures(community=town.community)
    figures = queries.series(town.community, date(2025, 1, 1))
    assert [figure.supply_minor for figure in figures] == [800, 800, 500, 0]
    assert queries.supply(town.community) == 0
    assert queries.town_figures(town.community, LATER).gini_ppm is None


@pytest.mark.django_db
def test_fading_is_shown_before_and_after_a_payment_in_one_reading() -> None:
    town = a_town("Bob")
    before, after = queries.fadings_of(community=town.community, posted_minor=[10_000, 4_000], now=LATER)
    assert before is not None
    assert after is not None
    assert (before.minor, after.minor, before.on) == (100, 40, date(2025, 2, 1))


@pytest.mark.django_db
def test_a_coming_change_of_the_rate_is_already_seen_in_what_fades() -> None:
    town = a_town("Bob")
    town.issue("Bob", 10_000)
    town.announce("levy_rate", 30_000, applies_from=datetime(2025, 2, 15, tzinfo=UTC), now=FOUNDED)
    commands.run_levy(community=town.community, on=date(2025, 2, 1), now=datetime(2025, 2, 1, 6, tzinfo=UTC))
    fading = queries.balance(member=town["Bob"], viewer=town["Bob"], now=datetime(2025, 2, 3, tzinfo=UTC)).fading
    assert fading is not None
    assert (fading.on, fading.rate_ppm, fading.minor, fading.days) == (date(2025, 3, 1), 30_000, 297, 26)


MEMBERS = [AccountId(number) for number in (10, 11, 12)]
ISSUER, POOL = AccountId(1), AccountId(2)
ROLES = dict.fromkeys(MEMBERS, WalletRole.MEMBER) | {ISSUER: WalletRole.ISSUER, POOL: WalletRole.LEVY_POOL}


@st.composite
def histories(draw: st.DrawFn) -> list[Recorded]:
    """Draw transfers in order, some of them holds, within a few days."""
    accounts = st.sampled_from([*MEMBERS, ISSUER, POOL])
    rows, at = [], micros(FOUNDED)
    for seq in range(1, draw(st.integers(0, 30)) + 1):
        debit, credit = draw(accounts), draw(accounts)
        if debit == credit:
            credit = next(account for account in ROLES if account != debit)
        at += draw(st.integers(0, 30_000_000_000))
        code = draw(st.sampled_from([PAYMENT, REFUND, TransferCode.LEVY]))
        kind = draw(st.sampled_from([Kind.TRANSFER, Kind.TRANSFER, Kind.POST, Kind.HOLD]))
        amount = draw(st.integers(1, 1_000))
        rows.append(Recorded(UUID(int=seq), seq, debit, credit, amount, code, kind, None, None, at, None, None))
    return rows


def tally(kind: CurrencyKind) -> Tally:
    return Tally(kind, ZoneInfo("Europe/Vienna"), 0, 0, ROLES, trade())


@given(history=histories(), cuts=st.lists(st.integers(0, 30), max_size=3), kind=st.sampled_from(CurrencyKind))
@settings(max_examples=150)
def test_counting_in_steps_gives_what_counting_at_once_gives(
    history: list[Recorded], cuts: list[int], kind: CurrencyKind
) -> None:
    whole, steps = tally(kind), tally(kind)
    fold(whole, history)
    edges = sorted({0, len(history), *(min(cut, len(history)) for cut in cuts)})
    for start, end in pairwise(edges):
        fold(steps, history[start:end])
    assert (steps.days, steps.accounts, steps.supply_minor) == (whole.days, whole.accounts, whole.supply_minor)


@given(history=histories())
def test_supply_is_minted_less_retired_and_accounts_add_up(history: list[Recorded]) -> None:
    found = tally(CurrencyKind.LETS)
    fold(found, history)
    minted = sum(day.minted_minor for day in found.days.values())
    retired = sum(day.retired_minor for day in found.days.values())
    assert found.supply_minor == minted - retired
    came = sum(day.in_minor for day in found.accounts.values())
    went = sum(day.out_minor for day in found.accounts.values())
    assert came == went
    issuer = sum(day.in_minor - day.out_minor for (account, _day), day in found.accounts.items() if account == ISSUER)
    assert found.supply_minor == -issuer


@given(history=histories())
def test_supply_of_credit_is_the_positive_sum(history: list[Recorded]) -> None:
    found = tally(CurrencyKind.CREDIT)
    fold(found, history)
    assert found.supply_minor == sum(balance for balance in found.balances.values() if balance > 0)


def test_spread_pace_and_idleness_are_exact() -> None:
    assert gini_ppm([0, 100]) == 500_000
    assert gini_ppm([-50, 0]) is None
    assert idle_ppm(idle_minor=1, whole_minor=3) == 333_333
    assert idle_ppm(idle_minor=0, whole_minor=0) is None
    assert velocity(volume_minor=100, supply_minor=0, days=30) is None


@pytest.mark.django_db
def test_the_position_is_kept_with_the_figures() -> None:
    town = a_town("Bob")
    town.issue("Bob", 500)
    commands.update_figures(community=town.community)
    row = Currency.objects.get(community_id=town.community)
    assert row.figures_seq == DayFigures.objects.get().last_seq == 1
    assert WalletMonth.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("mark", [(-1,), (2**63,), (2**200,), ("x",), ("\x00",), (1, 2)])
def test_a_page_mark_that_was_not_given_is_refused(mark: tuple[str | int, ...]) -> None:
    town, cursor = a_town("Bob"), encode_cursor(mark)
    for read in (queries.commons_flows, queries.grants):
        with pytest.raises(InvalidCursor):
            read(community=town.community, viewer=town.alice, cursor=cursor)
    with pytest.raises(InvalidCursor):
        queries.levies(community=town.community, cursor=cursor)
    with pytest.raises(InvalidCursor):
        queries.lines_of_levy(levy=uuid4(), viewer=town.alice, cursor=cursor)


@pytest.mark.django_db
def test_inside_a_reading_a_page_asks_for_nobody_twice_and_a_command_makes_it_ask_again() -> None:
    town = a_town("Bob")
    with request_cache():
        queries.balance(member=town["Bob"], viewer=town["Bob"], now=LATER)
        with statements() as asked:
            queries.balance(member=town["Bob"], viewer=town["Bob"], now=LATER)
        assert asked == []
        town.issue("Bob", 500)
        assert queries.balance(member=town["Bob"], viewer=town["Bob"], now=LATER).posted_minor == 500


@pytest.mark.django_db
def test_the_policy_from_a_moment_on_tells_what_holds_and_what_is_to_come() -> None:
    town = a_town("Bob")
    march = datetime(2025, 3, 1, tzinfo=UTC)
    town.announce("levy_rate", 20_000, applies_from=march, now=FOUNDED)
    with request_cache():
        assert queries.levy_terms_at(community=town.community, at=LATER).rate_ppm == 10_000
        with statements() as asked:
            assert queries.levy_terms_at(community=town.community, at=march).rate_ppm == 20_000
        assert asked == []
        assert queries.levy_terms_at(community=town.community, at=FOUNDED).rate_ppm == 10_000
