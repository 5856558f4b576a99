"""The loaded town, and time passing in it, through the real commands and a real database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import authenticate
from django.test import TestCase, override_settings

from worgl.communities import queries as communities
from worgl.communities.commands import suspend
from worgl.communities.queries import Community
from worgl.communities.rules import MemberId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import InvalidInput
from worgl.currency import queries as money
from worgl.currency.commands import leave_town
from worgl.demo.commands import let_a_month_pass, let_time_pass, load
from worgl.demo.commands.passing import DAYS_MAX
from worgl.demo.errors import StepTooLong, TownExists
from worgl.demo.queries import demo_community, demo_town, player, players, town_day
from worgl.demo.rules import CAST, INHABITANTS, draw_day, month_after
from worgl.demo.tests.builders import DAYS, SEED, town
from worgl.identity.queries import is_operator
from worgl.ledger import queries as ledger
from worgl.ledger.audit import audit
from worgl.payments import commands as payments
from worgl.payments.rules.codes import PaymentCode


def member_of(part: str) -> MemberId:
    return communities.member_for(community=demo_community().id, person=player(part).person).id


@override_settings(DEMO=True)
class TownTests(TestCase):
    """The loaded town; what a test does to it is taken back."""

    now: datetime
    today: date
    town: Community

    @classmethod
    def setUpTestData(cls) -> None:
        cls.now = clock.now()
        load(now=cls.now, days=DAYS)
        cls.town = communities.community_by_slug("alderbrook")
        cls.today = cls.now.astimezone(ZoneInfo(cls.town.zone)).date()

    def test_the_town_lived_until_yesterday(self) -> None:
        shown = demo_town()
        assert (shown.slug, shown.url) == ("alderbrook", "/c/alderbrook/")
        days = [figure.day for figure in money.series(self.town.id, since=self.today - timedelta(days=DAYS))]
        assert days[0] == self.today - timedelta(days=DAYS)
        traded = [figure.day for figure in money.series(self.town.id, since=days[0]) if figure.payments]
        assert traded[-1] == self.today - timedelta(days=1)
        assert len(traded) == DAYS

    def test_the_books_of_the_town_are_clean_and_nobody_is_below_zero(self) -> None:
        currency = money.currency_of(self.town.id)
        assert not list(audit(currency.book))
        assert ledger.balance_sum(currency.book, currency.unit) == 0
        wallets = [wallet for wallet in money.wallets(community=self.town.id) if wallet.member]
        assert len(wallets) > 150
        accounts = ledger.accounts(currency.book, [wallet.account for wallet in wallets])
        assert min(account.posted for account in accounts.values()) >= 0

    def test_levies_were_taken_at_their_dates_and_pay_for_works(self) -> None:
        taken = money.levies(community=self.town.id).items
        days = [self.today - timedelta(days=back) for back in range(DAYS)]
        assert [levy.date for levy in taken] == [day for day in days if day.day == 1]
        assert all(levy.is_shared and levy.taken_minor > 0 for levy in taken)
        currency = money.currency_of(self.town.id)
        commons = ledger.account(currency.book, currency.commons)
        newest = [levy.taken_minor for levy in taken if levy.date == self.today]
        settled = [levy.taken_minor for levy in taken if levy.date < self.today]
        assert 0 <= commons.posted - sum(newest) < settled[0], "works were paid out of what faded before today"

    def test_the_books_hold_what_the_generator_drew(self) -> None:
        first = self.today - timedelta(days=DAYS)
        drawn = draw_day(
            town(), first, ordinal=0, balances=[0] * INHABITANTS, dice=Random(f"{SEED}/{first.isoformat()}")
        )
        booked = ledger.transfers(money.currency_of(self.town.id).book, limit=1_000)
        payments_made = [one.amount for one in booked if one.code == PaymentCode.PAYMENT]
        assert payments_made[: len(drawn.deeds)] == [deed.amount for deed in drawn.deeds]

    def test_the_cast_is_there(self) -> None:
        assert [one.part for one in players()] == [member.part for member in CAST]
        mira = communities.member(member_of("mira"))
        anna = communities.member(member_of("anna"))
        assert (mira.name, mira.kind.value, anna.name, anna.kind.value) == (
            "Mira Feldner", "person", "Anna’s Bakery", "shop",
        )  # fmt: skip
        assert communities.member(member_of("admin")).is_admin
        assert communities.member(member_of("admin")).is_treasurer
        assert is_operator(player("operator").person)
        assert not is_operator(player("mira").person)

    def test_the_cast_cannot_sign_in_with_a_password(self) -> None:
        for password in ("", "mira", "password"):
            assert authenticate(None, email="mira@example.org", password=password) is None

    def test_mira_can_buy_bread_at_once(self) -> None:
        before = money.balance(member=member_of("mira"), viewer=member_of("mira"), now=self.now)
        assert before.fading is not None
        payments.pay(
            actor=member_of("mira"),
            payee=member_of("anna"),
            amount_minor=450,
            note="Bread and rolls",
            key=IdempotencyKey("bread"),
            now=self.now,
        )
        after = money.balance(member=member_of("mira"), viewer=member_of("mira"), now=self.now)
        assert after.posted_minor == before.posted_minor - 450

    def test_a_second_town_is_refused_and_nothing_changes(self) -> None:
        with pytest.raises(TownExists) as refusal:
            load(now=self.now, days=3)
        assert "Alderbrook" in str(refusal.value)
        assert len(communities.all_communities()) == 1

    def test_a_month_passes(self) -> None:
        mira = member_of("mira")
        start = clock.now()
        payments.pay(actor=mira, payee=member_of("anna"), amount_minor=450, note="", key=IdempotencyKey("b"), now=start)
        before = len(money.levies(community=self.town.id).items)
        passed = let_time_pass(days=31, now=start)
        assert timedelta(days=31) <= passed.now - start < timedelta(days=31, minutes=10)
        assert passed.lived.payments > 500
        assert len(money.levies(community=self.town.id).items) > before
        currency = money.currency_of(self.town.id)
        assert not list(audit(currency.book))
        last = ledger.transfers(currency.book, after_seq=ledger.last_seq(currency.book) - 1)[0]
        assert last.at <= int(passed.now.timestamp() * 1_000_000)
        assert abs(clock.now() - passed.now) < timedelta(minutes=10)

    def test_from_a_first_to_the_next_one_levy_is_told_and_what_the_month_before_left_over(self) -> None:
        today = town_day(now=clock.now())
        first = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
        let_time_pass(days=(first - today).days, now=clock.now())
        passed = let_a_month_pass(since=first, now=clock.now())
        newest = money.levies(community=self.town.id).items[0]
        assert newest.date == month_after(first)
        assert passed.lived.faded_minor == newest.taken_minor
        assert passed.lived.shared_minor == money.paid_unspent(self.town.id, since=newest.date) > 0

    def test_time_passes_day_by_day_as_in_one_step(self) -> None:
        for _day in range(3):
            assert let_time_pass(days=1, now=clock.now()).days == 1
        currency = money.currency_of(self.town.id)
        assert not list(audit(currency.book))

    def test_time_passes_also_when_somebody_has_left_and_another_is_paused(self) -> None:
        otto, admin, anna = member_of("otto"), member_of("admin"), member_of("anna")
        rest = money.balance(member=otto, viewer=otto, now=clock.now()).posted_minor
        leave_town(actor=otto, rest_minor=rest, key=IdempotencyKey("leave"), now=clock.now())
        suspend(actor=admin, member=anna, key=IdempotencyKey("pause"), now=clock.now(), reason="a test")
        assert let_time_pass(days=31, now=clock.now()).lived.payments > 300
        assert not list(audit(money.currency_of(self.town.id).book))

    def test_no_time_or_too_much_is_refused(self) -> None:
        for days, refusal in ((0, InvalidInput), (-3, InvalidInput), (DAYS_MAX + 1, StepTooLong)):
            with pytest.raises(refusal):
                let_time_pass(days=days, now=self.now)
        assert clock.shift() == timedelta()
