"""A day in the town: who pays whom how much for what, without anybody's balance falling below zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from worgl.demo.rules.cast import OTTO_PLACE
from worgl.demo.rules.dice import Dice, Urn, pick, pick_early
from worgl.demo.rules.people import Inhabitant
from worgl.demo.rules.rhythm import is_payday, is_supply_day, payments_on, rests, second_between, shopping_second
from worgl.demo.rules.trades import WORKS, Good

WELCOME_PERSON, WELCOME_SHOP = 15_000, 30_000
"""What the town issues to a member who joins, in minor units."""
WORKS_DAY, WORKERS, WORKS_PAY = 1, 4, (6_000, 8_000, 10_000)
PAYMENT_MAX = 15_000
"""No invented payment is larger, in minor units: less than the 0.5 % of all money one payment may move."""

_MORNING = 6 * 3600
_OPEN_ON_SUNDAY = {"bakery", "cafe", "inn", "cinema", "sauna", "farm"}
_BUYERS_TRIED = 3
_PRESSING = 700
"""So much money in the purse weighs as much as one point of habit, in minor units."""
_TO_SHOPS, _TO_SHOPS_OR_FRIENDS = 66, 90
"""Of a hundred purchases: at a shop one knows; that, or from a neighbour one knows. The rest is somebody new."""
_WITHOUT_NOTE, _WITH_THANKS = 6, 9
"""Of a hundred notes: empty; empty or with a word of thanks."""
_WAGES_PERCENT, _WAGE_STEP = 62, 500
_SUPPLIES_PERCENT, _CRATES_MAX = 22, 12


@dataclass(frozen=True, slots=True)
class Deed:
    """One invented payment between inhabitants, meant by their places."""

    payer: int
    payee: int
    amount: int
    note: str
    second: int
    """Seconds after midnight in the town."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Money the town gives to an inhabitant, with its reason."""

    payee: int
    amount: int
    reason: str
    second: int
    for_works: bool = False
    """Pay for public works, which the commons give as far as they can; everything else is issued."""


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day: grants come first, then deeds in order of time; `balances` are the evening's."""

    grants: tuple[Grant, ...]
    deeds: tuple[Deed, ...]
    balances: tuple[int, ...]


class Town:
    """The inhabitants with the urns that do not change from day to day."""

    __slots__ = ("friends", "offers", "people", "sellers", "shops")

    def __init__(self, people: Sequence[Inhabitant]) -> None:
        self.people = tuple(people)
        self.shops = [Urn(one.shops) if one.shops else None for one in self.people]
        self.friends = [Urn(one.friends) if one.friends else None for one in self.people]
        self.sellers = Urn((place, one.pull) for place, one in enumerate(self.people))
        self.offers = [_offer(one) for one in self.people]

    def present(self, ordinal: int) -> list[int]:
        """Return the places of those who have joined by a day counted from the founding."""
        return [place for place, one in enumerate(self.people) if one.joined <= ordinal]

    def arrivals(self, ordinal: int) -> list[int]:
        """Return the places of those who join on this day."""
        return [place for place, one in enumerate(self.people) if one.joined == ordinal]


def draw_day(town: Town, day: date, *, ordinal: int, balances: Sequence[int], dice: Dice) -> Day:
    """Return what happens on a day, `ordinal` days after the founding, beginning with these balances.

    Nobody pays more than they have at that moment, so the payments can be booked in this order.
    """
    purses = list(balances)
    grants = tuple(_grants(town, day, ordinal, dice))
    for grant in grants:
        purses[grant.payee] += grant.amount
    present = town.present(ordinal)
    errands = _Errands(town, day, frozenset(present), purses, dice)
    for second, shop in _agenda(town, day, present, dice):
        if shop is None:
            errands.shop(second)
        elif is_payday(day):
            errands.pay_wages(shop, second)
        else:
            errands.pay_supplier(shop, second)
    assert min(purses) >= 0
    return Day(grants, tuple(errands.deeds), tuple(purses))


def _offer(one: Inhabitant) -> Urn[Good] | None:
    offer = one.trade or one.skill
    return Urn((good, good.weight) for good in offer.goods) if offer else None


def _grants(town: Town, day: date, ordinal: int, dice: Dice) -> Iterator[Grant]:
    """Yield welcomes to those who join today and, once a month, the pay for public works."""
    for place in town.arrivals(ordinal):
        amount = WELCOME_SHOP if town.people[place].is_shop else WELCOME_PERSON
        yield Grant(place, amount, "Welcome to Alderbrook", _MORNING)
    if day.day != WORKS_DAY:
        return
    reason = pick(dice, WORKS)
    hands = Urn((place, 1) for place in town.present(ordinal) if not town.people[place].is_shop)
    workers = dict.fromkeys([OTTO_PLACE, *(hands.draw(dice) for _hand in range(WORKERS - 1))])
    for place in workers:
        yield Grant(place, pick(dice, WORKS_PAY), reason, _MORNING + 60, for_works=True)


def _agenda(town: Town, day: date, present: Sequence[int], dice: Dice) -> list[tuple[int, int | None]]:
    """Return the day's appointments by time: a shop that pays crew or supplier, or None for somebody who buys."""
    agenda: list[tuple[int, int | None]] = [
        (shopping_second(dice), None) for _purchase in range(payments_on(day, len(present), dice))
    ]
    if is_payday(day) or is_supply_day(day):
        agenda += [(second_between(dice, 7, 18), place) for place in present if town.people[place].is_shop]
    return sorted(agenda, key=lambda appointment: appointment[0])


class _Errands:
    """The payments of one day, booked in the purses as they happen."""

    __slots__ = ("buyers", "day", "deeds", "dice", "here", "purses", "town")

    def __init__(self, town: Town, day: date, here: frozenset[int], purses: list[int], dice: Dice) -> None:
        self.town, self.day, self.here, self.purses, self.dice = town, day, here, purses, dice
        self.buyers = Urn((place, _eagerness(town.people[place], purses[place])) for place in sorted(here))
        self.deeds: list[Deed] = []

    def shop(self, second: int) -> None:
        """Let somebody buy something; the first who finds a thing they can pay does."""
        for _try in range(_BUYERS_TRIED):
            buyer = self.buyers.draw(self.dice)
            seller = self._choose_seller(buyer)
            if seller != buyer and self._is_open(seller) and self._buy(buyer, seller, second):
                return

    def pay_wages(self, shop: int, second: int) -> None:
        """Share most of what a shop has among its crew, in round amounts."""
        crew = [place for place in self.town.people[shop].crew if place in self.here]
        if not crew:
            return
        share = self.purses[shop] * _WAGES_PERCENT // 100 // len(crew)
        wage = min(share // _WAGE_STEP * _WAGE_STEP, PAYMENT_MAX)
        for place in crew if wage else ():
            self._book(Deed(shop, place, wage, "Wages", second))

    def pay_supplier(self, shop: int, second: int) -> None:
        """Buy some crates of one thing from a supplier."""
        suppliers = [place for place in self.town.people[shop].suppliers if place in self.here]
        if not suppliers:
            return
        seller = pick(self.dice, suppliers)
        good = self._choose_good(seller)
        budget = min(self.purses[shop] * _SUPPLIES_PERCENT // 100, PAYMENT_MAX)
        crates = min(budget // good.prices[0], _CRATES_MAX)
        if crates:
            self._book(Deed(shop, seller, crates * good.prices[0], f"{crates} × {good.note}", second))

    def _choose_seller(self, buyer: int) -> int:
        """Choose mostly a shop one knows, sometimes a neighbour, rarely somebody new."""
        roll = self.dice.randrange(100)
        shops, friends = self.town.shops[buyer], self.town.friends[buyer]
        if roll < _TO_SHOPS and shops:
            return shops.draw(self.dice)
        if roll < _TO_SHOPS_OR_FRIENDS and friends:
            return friends.draw(self.dice)
        return self.town.sellers.draw(self.dice)

    def _is_open(self, seller: int) -> bool:
        trade = self.town.people[seller].trade
        return seller in self.here and not (trade and rests(self.day) and trade.key not in _OPEN_ON_SUNDAY)

    def _buy(self, buyer: int, seller: int, second: int) -> bool:
        good = self._choose_good(seller)
        free = min(self.purses[buyer] - self.town.people[buyer].reserve, PAYMENT_MAX)
        price = pick_early(self.dice, good.prices)
        price = price if price <= free else min(good.prices)
        if price > free:
            return False
        self._book(Deed(buyer, seller, price, _note(good, self.dice), second))
        return True

    def _choose_good(self, seller: int) -> Good:
        offer = self.town.offers[seller]
        assert offer is not None, "sellers have something to sell"
        return offer.draw(self.dice)

    def _book(self, deed: Deed) -> None:
        self.purses[deed.payer] -= deed.amount
        self.purses[deed.payee] += deed.amount
        self.deeds.append(deed)


def _eagerness(one: Inhabitant, purse: int) -> int:
    """Return how likely one buys: by habit, and the more money would fade in the purse, the more."""
    return 0 if one.is_shop else one.activity + purse // _PRESSING


def _note(good: Good, dice: Dice) -> str:
    """Return the note of a purchase: mostly what was bought, sometimes nothing or a word of thanks."""
    roll = dice.randrange(100)
    if roll < _WITHOUT_NOTE:
        return ""
    return f"{good.note}, thank you!" if roll < _WITH_THANKS else good.note
