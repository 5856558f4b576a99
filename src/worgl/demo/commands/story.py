"""Living days of the invented town through the real commands: joining, issuing, levies, payments."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from random import Random
from zoneinfo import ZoneInfo

from worgl.communities import commands as communities
from worgl.communities.queries import Community, members_by_ids
from worgl.communities.rules import MemberId, MemberKind, MemberSpec
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import code_from, derived_id
from worgl.core.limits import BATCH_MAX
from worgl.currency import commands as currencies
from worgl.currency import queries as money
from worgl.currency.rules import GrantSpec
from worgl.demo import models
from worgl.demo.rules import ADMIN_PLACE, CAST, Day, Deed, Grant, Town, draw_day, draw_people
from worgl.identity.rules import PersonId
from worgl.ledger import queries as ledger
from worgl.ledger.rules import Code
from worgl.payments.commands import record_batch
from worgl.payments.rules import BatchLine

Report = Callable[[int, int], None]
"""Told how many days are lived, and of how many."""

ADMISSION_S, NOON_S = 5 * 3600, 12 * 3600
"""Second of the day at which newcomers join: before the day's first payment."""


def _digest(*parts: object) -> bytes:
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).digest()


def no_report(done: int, total: int) -> None:
    """Tell nobody."""


class Story:
    """A town in the middle of its life: its generator, its members by place, and payments not yet booked.

    Nothing is dated before `since`, up to which visitors may have traded themselves, nor after `now`.
    """

    def __init__(self, row: models.DemoTown, community: Community, *, since: datetime, now: datetime) -> None:
        self.row, self.community, self.since, self.now = row, community, since, now
        self.zone = ZoneInfo(community.zone)
        self.town = Town(draw_people(Random(row.seed)))
        self.currency = money.currency_of(community.id)
        inhabitants = models.DemoInhabitant.objects.filter(town=row)
        self.members = {one.place: MemberId(one.member_id) for one in inhabitants}
        known = members_by_ids(self.members.values())
        self.away = {place for place, member in self.members.items() if not known[member].is_active}
        """Places of those whom visitors have let leave, or paused: nobody pays them, and they pay nobody."""
        self.lines: list[BatchLine] = []
        """What the common fund has paid to all members meanwhile."""
        self.refused = 0
        """How many payments the present limits did not allow, or somebody who is away."""
        self._noons: dict[date, datetime] = {}

    def live(self, *, until: date, report: Report) -> int:
        """Live every day after the last one lived, `until` included; return how many payments were made.

        Runs in the caller's transaction: the town never stops in the middle of a day.
        """
        days = (until - self.row.lived_through).days
        levy_on, made = self._next_levy(), 0
        purses: Sequence[int] = self._purses()
        for done in range(days):
            day = self.row.lived_through + timedelta(days=1)
            if day == levy_on:
                self._levy(day)
                levy_on, purses = self._next_levy(), self._purses()
            lived = self._draw(day, purses)
            self._admit(day)
            self._give(day, lived.grants)
            self._pay(day, lived.deeds)
            self.row.lived_through, purses, made = day, lived.balances, made + len(lived.deeds)
            report(done + 1, days)
        self._book()
        self.row.save(update_fields=["lived_through"])
        return made - self.refused

    def _pay(self, day: date, deeds: Sequence[Deed]) -> None:
        """Keep a day's payments for the next booking, but for those of people who are away."""
        there = [(number, deed) for number, deed in enumerate(deeds) if not self.away & {deed.payer, deed.payee}]
        self.refused += len(deeds) - len(there)
        self.lines += [self._line(day, number, deed) for number, deed in there]

    def _draw(self, day: date, purses: Sequence[int]) -> Day:
        dice = Random(f"{self.row.seed}/{day.isoformat()}")
        return draw_day(self.town, day, ordinal=self._ordinal(day), balances=purses, dice=dice)

    def _ordinal(self, day: date) -> int:
        return (day - self.row.founded_on).days

    def _moment(self, day: date, second: int) -> datetime:
        """Return a second of a day as an instant, by the offset the town's clocks show at noon."""
        if day not in self._noons:
            self._noons = {day: datetime.combine(day, time(12), self.zone).astimezone(UTC)}
        return max(self._noons[day] + timedelta(seconds=second - NOON_S), self.since)

    def _midnight(self, day: date) -> datetime:
        return max(datetime.combine(day, time(), self.zone).astimezone(UTC), self.since)

    def _next_levy(self) -> date | None:
        coming = money.next_levy(self.community)
        return coming[0] if coming else None

    def _levy(self, day: date) -> None:
        self._book()
        currencies.run_levy(community=self.community.id, on=day, now=self._midnight(day))
        currencies.pay_unspent(community=self.community.id, now=self._midnight(day))

    def _purses(self) -> list[int]:
        """Return what each inhabitant can spend now, as the ledger has it; zero for those without a wallet."""
        wallets = money.wallets_of(community=self.community.id, members=self.members.values())
        accounts = ledger.accounts(self.currency.book, [wallet.account for wallet in wallets.values()])
        purses = [0] * len(self.town.people)
        for place, member in self.members.items():
            if member in wallets:
                purses[place] = max(0, accounts[wallets[member].account].available)
        return purses

    def _admit(self, day: date) -> None:
        """Open the wallets of those who come on this day, and let them join unless they were added before."""
        places = self.town.arrivals(self._ordinal(day))
        if not places:
            return
        self._book()
        at = self._moment(day, ADMISSION_S)
        self.add([place for place in places if place not in self.members], now=at)
        currencies.open_wallets(community=self.community.id, members=[self.members[place] for place in places], now=at)

    def add(self, places: Sequence[int], *, now: datetime) -> None:
        """Make inhabitants members, each from the day they join, those of the cast with their persons."""
        persons = {row.part: PersonId(row.person_id) for row in models.DemoPerson.objects.filter(town=self.row)}
        parts = {member.place: member.part for member in CAST}
        specs = [self._spec(place, persons.get(parts[place]) if place in parts else None) for place in places]
        found = communities.add_members(community=self.community.id, specs=specs, now=now)
        self.note(dict(zip(places, found, strict=True)))

    def _spec(self, place: int, person: PersonId | None) -> MemberSpec:
        one = self.town.people[place]
        day = self.row.founded_on + timedelta(days=one.joined)
        return MemberSpec(
            name=one.name,
            code=code_from(int.from_bytes(_digest(self.row.seed, place)[:4], "big")),
            person=person,
            kind=MemberKind.SHOP if one.is_shop else MemberKind.PERSON,
            joined_at=self._moment(day, ADMISSION_S),
        )

    def note(self, members: Mapping[int, MemberId]) -> None:
        """Remember which inhabitant is which member."""
        self.members.update(members)
        models.DemoInhabitant.objects.bulk_create(
            models.DemoInhabitant(town=self.row, place=place, member_id=member) for place, member in members.items()
        )

    def _give(self, day: date, grants: Sequence[Grant]) -> None:
        """Give members money after the day's payments before are booked: welcomes together, then pay for works."""
        grants = [grant for grant in grants if grant.payee not in self.away]
        if not grants or ADMIN_PLACE in self.away:
            return
        self._book()
        welcomes = [grant for grant in grants if not grant.for_works]
        for (second, reason), together in groupby(welcomes, key=lambda grant: (grant.second, grant.reason)):
            currencies.issue_many(
                actor=self.members[ADMIN_PLACE],
                grants=[GrantSpec(self.members[grant.payee], grant.amount) for grant in together],
                reason=reason,
                key=IdempotencyKey(f"demo/{day.isoformat()}/{second}"),
                now=self._moment(day, second),
            )
        for grant in grants:
            if grant.for_works:
                self._pay_for_works(day, grant)

    def _pay_for_works(self, day: date, grant: Grant) -> None:
        """Give a member money out of the commons as far as these go, and new money beyond that."""
        give = currencies.issue
        if self._commons() >= grant.amount:
            give = currencies.spend_commons
        give(
            actor=self.members[ADMIN_PLACE],
            payee=self.members[grant.payee],
            amount_minor=grant.amount,
            reason=grant.reason,
            key=IdempotencyKey(f"demo/{day.isoformat()}/{grant.payee}/{grant.second}"),
            now=self._moment(day, grant.second),
        )

    def _commons(self) -> int:
        return ledger.account(self.currency.book, self.currency.commons).available

    def _line(self, day: date, number: int, deed: Deed) -> BatchLine:
        at = self._moment(day, deed.second)
        own = derived_id(int(at.timestamp()) * 1000, _digest(self.row.pk, day, number))
        return BatchLine(own, self.members[deed.payer], self.members[deed.payee], deed.amount, deed.note, at)

    def _book(self) -> None:
        """Book the payments drawn so far, before anything else is written at a later time.

        The generator keeps every purse, but visitors may have set other limits: what these refuse is not paid.
        """
        lines, self.lines = self.lines, []
        for start in range(0, len(lines), BATCH_MAX):
            batch = lines[start : start + BATCH_MAX]
            outcomes = record_batch(community=self.community.id, lines=batch, now=self.now)
            refused = [outcome for outcome in outcomes if not outcome.is_booked]
            limits = {Code.ABOVE_CEILING, Code.BELOW_FLOOR}
            assert all(outcome.code in limits for outcome in refused), f"the ledger refused {refused[:3]}"
            self.refused += len(refused)
