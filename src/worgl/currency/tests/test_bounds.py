"""Every bound of the money, met at its edge: the last that fits is taken, the next is refused, left out or counted."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError as ValidationFault
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from pydantic import ValidationError

from tests.support.parcels import told
from worgl.core import personal_exports
from worgl.core.domains import trade
from worgl.core.errors import InvalidInput
from worgl.core.limits import AMOUNT_MAX
from worgl.core.money import PPM, Money, Ppm
from worgl.currency import commands, queries
from worgl.currency.api.founding import SHORT_MAX, NewCommunity
from worgl.currency.api.member_register import Rule, Who
from worgl.currency.commands import figures as counting
from worgl.currency.commands import wallets as opening
from worgl.currency.forms import CoinForm, RuleForm
from worgl.currency.models import DayFigures
from worgl.currency.pages import TYPED_MAX, AmountField, Coin
from worgl.currency.queries import figures
from worgl.currency.rules import COIN_NAME_MAX, CurrencyKind, LimitKind, LimitRule, RegisterFilter
from worgl.currency.rules.figures import Tally
from worgl.currency.rules.health import GAP_DAYS_MAX, Pulse, go_to
from worgl.currency.rules.limits import TIERS_MAX, PaymentTerms, day_limit
from worgl.currency.tests.builders import FOUNDED, Town, a_town, key
from worgl.currency.tests.walkers import walk_in

Patch = pytest.MonkeyPatch
DAY = timedelta(days=1)
COIN = Coin("alder", "ALD", 2, ".")


@pytest.fixture
def town(db: None) -> Town:
    """Open a town in which Bob has 100.00 and has paid Carla on the third and the fifth day after."""
    made = a_town("Bob", "Carla", "Dora")
    made.issue("Bob", 10_000)
    for days in (2, 4):
        made.pay("Bob", "Carla", 100, now=FOUNDED + days * DAY)
    return made


def unread(make: Callable[[], object]) -> str:
    """Return the field at which a program's body is not taken."""
    with pytest.raises(ValidationError) as no:
        make()
    ((field,),) = [error["loc"] for error in no.value.errors()]
    return str(field)


# -- what is typed and sent


@pytest.mark.parametrize("field", ["slug", "preset", "coin_name", "unit", "zone"])
def test_a_short_text_a_program_founds_with_keeps_its_bound(field: str) -> None:
    sent = {"name": "Alderbrook", "slug": "alderbrook", "preset": "woergl_1932", "zone": "Europe/Vienna"}
    NewCommunity.model_validate({**sent, field: "x" * SHORT_MAX})
    assert unread(lambda: NewCommunity.model_validate({**sent, field: "x" * (SHORT_MAX + 1)})) == field


def test_amounts_a_program_asks_by_keep_their_bound() -> None:
    Who(least_minor=-AMOUNT_MAX, most_minor=AMOUNT_MAX)
    assert unread(lambda: Who(least_minor=-AMOUNT_MAX - 1)) == "least_minor"
    assert unread(lambda: Who(most_minor=AMOUNT_MAX + 1)) == "most_minor"
    assert unread(lambda: Rule(which=LimitKind.CEILING, base_minor=AMOUNT_MAX + 1)) == "base_minor"
    assert unread(lambda: Rule(which=LimitKind.CREDIT, base_minor=1, maximum_minor=AMOUNT_MAX + 1)) == "maximum_minor"


def test_a_coins_name_keeps_its_bound_on_the_page_and_behind_it(town: Town) -> None:
    def call(name: str) -> None:
        commands.rename_coin(actor=town.alice, name=name, key=key(), now=FOUNDED)

    call("x" * COIN_NAME_MAX)
    assert CoinForm({"coin_name": "x" * COIN_NAME_MAX}).is_valid()
    with pytest.raises(InvalidInput) as no:
        call("x" * (COIN_NAME_MAX + 1))
    assert no.value.fields["field"] == "coin_name"
    assert "coin_name" in CoinForm({"coin_name": "x" * (COIN_NAME_MAX + 1)}).errors


def test_an_amount_that_is_typed_keeps_its_bound() -> None:
    field = AmountField(COIN, label="How much?")
    assert field.clean("1".rjust(TYPED_MAX, "0")) == Money(100, "ALD")
    with pytest.raises(ValidationFault):
        field.clean("1".rjust(TYPED_MAX + 1, "0"))


@pytest.mark.parametrize(("percent", "is_taken"), [("100", True), ("100.0001", False), ("1000", False)])
def test_a_page_takes_the_growth_of_a_limit_that_can_be_ordered_and_no_other(percent: str, is_taken: bool) -> None:
    form = RuleForm(QueryDict(f"limit=credit&base=1&growth={percent}"), coin=COIN, is_credit=True)
    assert form.is_valid() is is_taken
    assert ("growth" in form.errors) is not is_taken


@pytest.mark.django_db
def test_a_limit_grows_by_all_of_what_is_sold_and_no_more() -> None:
    town = a_town("Bob", preset="time_bank")

    def order(growth: int) -> None:
        rule = LimitRule(LimitKind.CREDIT, 100, Ppm(growth), 1_000)
        commands.order_limits(actor=town.alice, asked=RegisterFilter(), rule=rule, key=key(), now=FOUNDED)

    order(PPM)
    with pytest.raises(InvalidInput) as no:
        order(PPM + 1)
    assert no.value.fields["field"] == "growth"


# -- what is read


def test_more_wallets_than_are_asked_for_one_by_one_are_found_all_the_same(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(opening, "MANY_MAX", 1)
    monkeypatch.setattr(opening, "_ASKED_BY_ID_MAX", 2)
    asked = [town["Dora"], town["Bob"], town["Carla"]]
    with transaction.atomic():
        found = commands.open_wallets(community=town.community, members=asked, now=FOUNDED)
    assert {own: wallet.account for own, wallet in found.items()} == {
        town[name]: town.account(name) for name in ("Dora", "Bob", "Carla")
    }


def test_a_list_of_days_has_the_newest_that_fit_and_a_table_has_all(town: Town) -> None:
    def days(most: int | None) -> list[int]:
        return [one.day.day for one in queries.series(town.community, date.min, most=most)]

    assert days(figures.SERIES_DAYS_MAX) == days(None) == [10, 11, 12, 13, 14]
    assert days(2) == [13, 14]
    town.pay("Bob", "Carla", 100, now=FOUNDED + (figures.SERIES_DAYS_MAX + 5) * DAY)
    assert len(queries.series(town.community, date.min)) == figures.SERIES_DAYS_MAX
    assert len(queries.series(town.community, date.min, most=None)) == figures.SERIES_DAYS_MAX + 6


@pytest.mark.django_db
def test_the_table_of_a_towns_figures_begins_with_its_first_day_however_old() -> None:
    walkers = walk_in()
    since = walkers.today - (figures.SERIES_DAYS_MAX + 9) * DAY
    commands.update_figures(community=walkers.community)
    DayFigures.objects.filter(community_id=walkers.community).update(day=since)
    answer = walkers.bob.get(reverse("currency:figures_csv", args=[walkers.slug]))
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows[1][0] == str(since)
    assert len(rows) == 1 + figures.SERIES_DAYS_MAX + 10


def test_transfers_that_are_too_many_for_a_page_wait_for_the_job(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(figures, "TAIL_MAX", 2)
    assert queries.series(town.community, date.min) == ()
    now = queries.town_figures(town.community, FOUNDED + 5 * DAY)
    assert (now.supply_minor, now.payments_30d) == (10_000, 0)
    commands.update_figures(community=town.community)
    assert queries.town_figures(town.community, FOUNDED + 5 * DAY).payments_30d == 2


@pytest.mark.parametrize("most", [0, figures.TAIL_MAX])
def test_the_job_counts_the_same_however_many_accounts_move(town: Town, monkeypatch: Patch, most: int) -> None:
    for module in (figures, counting):
        monkeypatch.setattr(module, "TAIL_MAX", most)
    commands.update_figures(community=town.community)
    town.pay("Carla", "Dora", 50, now=FOUNDED + 4 * DAY)
    commands.update_figures(community=town.community)
    assert [one.volume_minor for one in queries.series(town.community, date.min)] == [0, 0, 100, 0, 150]


def test_a_parcel_holds_all_levies(town: Town, monkeypatch: Patch) -> None:
    monkeypatch.setattr(personal_exports, "TOLD_AT_ONCE", 1)
    for month in (2, 3):
        now = datetime(2025, month, 2, tzinfo=UTC)
        commands.run_levy(community=town.community, on=date(2025, month, 1), now=now)
    wallet = told(queries.files_of_member(town["Bob"], datetime(2025, 3, 3, tzinfo=UTC)), "wallet.json")
    assert [one["on"] for one in wallet["levies"]] == ["2025-02-01", "2025-03-01"]


@pytest.mark.parametrize("beyond", [0, 1, 100])
def test_days_on_which_nothing_moves_are_written_down_up_to_a_bound(beyond: int) -> None:
    first = date(2025, 1, 10)
    end = first + (GAP_DAYS_MAX + 1 + beyond) * DAY
    pulse = Pulse(balances={}, last_spent={}, last_traded={}, today=first)
    tally = Tally(
        kind=CurrencyKind.RESERVE, zone=ZoneInfo("UTC"), supply_minor=0, seq=0, roles={}, trade=trade(), balances={}
    )
    go_to(pulse, tally, end)
    assert [one.day for one in pulse.closed] == [first, *(end - days * DAY for days in range(GAP_DAYS_MAX, 0, -1))]


def test_a_tier_of_reputation_beyond_the_highest_is_a_bug() -> None:
    terms = PaymentTerms(0, Ppm(0), 0, 100)
    assert day_limit(terms, tier=TIERS_MAX) == 100 << TIERS_MAX
    with pytest.raises(AssertionError):
        day_limit(terms, tier=TIERS_MAX + 1)
