"""The inhabitants of a demo town: who they are, what they sell, whom they know; drawn by lot from given dice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from worgl.demo.rules.cast import ADMIN_PLACE, ANNA_PLACE, CAST, LENA_PLACE, MIRA_PLACE, OTTO_PLACE
from worgl.demo.rules.dice import Dice, Urn, chance, pick, pick_early, shuffled
from worgl.demo.rules.names import ODD_NAMES, draw_names
from worgl.demo.rules.trades import SKILLS, TRADES, Skill, Trade

INHABITANTS, INHABITANTS_MIN = 300, 180
FOUNDERS = 160
QUARTERS = 6
JOINING_DAYS, MEETING_DAYS = 336, 14
"""The last inhabitant joins at most this many days after the founding; newcomers are admitted every second week."""

_ACTIVITY_TOP, _ACTIVITY_SHIFT = 6_000, 7
_SALES_TOP, _SALES_SHIFT = 900, 8
_MIRA_WORKS_AT = "Bookshop Papierwal"
_IDLE = {ADMIN_PLACE, MIRA_PLACE, LENA_PLACE}
"""Those of the cast who take no work by lot."""
_BEST_FIRST = (24, 12, 8, 6, 5, 4)
"""How much more often a person turns to their first acquaintance than to the later ones."""


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """One invented member. Other inhabitants are meant by their place in the town's list."""

    name: str
    joined: int
    """Days after the founding."""
    quarter: int
    activity: int
    """Weight by which they are drawn as a buyer; shops have none, they spend on wages and supplies."""
    pull: int
    """Weight by which others choose them as a seller."""
    reserve: int = 0
    """What they keep in their purse when shopping, in minor units."""
    trade: Trade | None = None
    skill: Skill | None = None
    shops: tuple[tuple[int, int], ...] = ()
    """Shops they go to, with weights."""
    friends: tuple[tuple[int, int], ...] = ()
    """Neighbours they buy from, with weights."""
    crew: tuple[int, ...] = ()
    suppliers: tuple[int, ...] = ()

    @property
    def is_shop(self) -> bool:
        """Tell whether the member is a shop."""
        return self.trade is not None


def draw_people(dice: Dice, count: int = INHABITANTS) -> tuple[Inhabitant, ...]:
    """Return `count` inhabitants in the order they join, the cast first.

    The same dice give the same people. `count` is at least 180: every trade has its shop, every shop its crew.
    """
    assert count >= INHABITANTS_MIN
    people = _place_cast(_draw_arrivals(dice, count))
    people = [_settle(dice, place, people) for place in range(count)]
    return tuple(_return_friendship(_employ(dice, people)))


def _draw_arrivals(dice: Dice, count: int) -> list[Inhabitant]:
    """Draw everybody without acquaintances; founders first, then by the day of joining."""
    shops = [(name, trade) for trade in TRADES for name in trade.shops]
    names = draw_names(dice, count - len(shops))
    persons = [_draw_person(dice, name, rank) for rank, name in enumerate(shuffled(dice, names))]
    keepers = [
        Inhabitant(
            name=name, joined=_joining_day(dice, 3), quarter=_quarter(dice), activity=0, pull=trade.pull, trade=trade
        )
        for name, trade in shops
    ]
    return sorted([*persons, *keepers], key=lambda someone: someone.joined)


def _draw_person(dice: Dice, name: str, rank: int) -> Inhabitant:
    """Draw a person; activity falls with the rank, the shape found in Sarafu (few do much, many do little)."""
    skill = Urn((skill, skill.pull) for skill in SKILLS).draw(dice) if chance(dice, 700) else None
    return Inhabitant(
        name=name,
        joined=_joining_day(dice, 1),
        quarter=_quarter(dice),
        activity=_ACTIVITY_TOP // (rank + _ACTIVITY_SHIFT),
        pull=_SALES_TOP // (dice.randrange(120) + _SALES_SHIFT) if skill else 0,
        reserve=pick(dice, (0, 0, 0, 500, 1_000, 3_000)),
        skill=skill,
    )


def _joining_day(dice: Dice, eagerness: int) -> int:
    """Draw the day of joining: `FOUNDERS` of `INHABITANTS` at once, the others sooner rather than later."""
    if any(chance(dice, 1000 * FOUNDERS // INHABITANTS) for _try in range(eagerness)):
        return 0
    return MEETING_DAYS * (1 + pick_early(dice, range(JOINING_DAYS // MEETING_DAYS)))


def _quarter(dice: Dice) -> int:
    return dice.randrange(QUARTERS)


def _place_cast(people: list[Inhabitant]) -> list[Inhabitant]:
    """Put the cast at the first places, as founders with enough money to try things."""
    bakery = next(someone for someone in people if someone.name == TRADES[0].shops[0])
    founders = [
        someone for someone in people if not someone.is_shop and someone.joined == 0 and someone.name not in ODD_NAMES
    ]
    mayor, mira, otto, lena = founders[:4]
    names = {member.place: member.name for member in CAST}
    skill = {skill.key: skill for skill in SKILLS}
    lead = {
        ADMIN_PLACE: replace(mayor, activity=60, reserve=5_000, skill=None, pull=0),
        MIRA_PLACE: replace(mira, activity=420, reserve=6_000, skill=skill["music"], pull=40),
        OTTO_PLACE: replace(otto, activity=420, reserve=0, skill=skill["repairs"], pull=15),
        LENA_PLACE: replace(lena, activity=40, reserve=9_000, skill=skill["massage"], pull=60),
    }
    first = {place: replace(someone, name=names[place]) for place, someone in lead.items()}
    first[ANNA_PLACE] = replace(bakery, joined=0, pull=2 * bakery.pull)
    taken = {id(someone) for someone in (bakery, mayor, mira, otto, lena)}
    return [first[place] for place in sorted(first)] + [someone for someone in people if id(someone) not in taken]


def _settle(dice: Dice, place: int, people: list[Inhabitant]) -> Inhabitant:
    """Give one inhabitant their suppliers, or their shops and friends, most of them in the same quarter of the town."""
    me = people[place]
    if me.trade:
        return replace(me, suppliers=_suppliers(me.trade, place, people))
    bustle = min(me.activity // 60, 5)
    shops = [(other, _nearness(me, one, 3)) for other, one in enumerate(people) if one.is_shop]
    friends = [(other, _nearness(me, one, 5)) for other, one in enumerate(people) if one.skill and other != place]
    return replace(
        me,
        shops=_acquaint(dice, Urn(shops), 3 + bustle + pick_early(dice, range(9))),
        friends=_acquaint(dice, Urn(friends), 1 + bustle + pick_early(dice, range(7))),
    )


def _nearness(me: Inhabitant, other: Inhabitant, far: int) -> int:
    """Return how drawn one is to a seller: those of other quarters are `far` times rarer."""
    return other.pull * (far if me.quarter == other.quarter else 1)


def _acquaint(dice: Dice, others: Urn[int], count: int) -> tuple[tuple[int, int], ...]:
    """Draw up to `count` different acquaintances; the first drawn are the dearest."""
    found = list(dict.fromkeys(others.draw(dice) for _try in range(count)))
    return tuple((other, _BEST_FIRST[min(order, len(_BEST_FIRST) - 1)]) for order, other in enumerate(found))


def _suppliers(trade: Trade, place: int, people: list[Inhabitant]) -> tuple[int, ...]:
    return tuple(
        other for other, one in enumerate(people) if one.trade and one.trade.key in trade.suppliers and other != place
    )


def _employ(dice: Dice, people: list[Inhabitant]) -> list[Inhabitant]:
    """Give the shops their crews; lively people work more often, and nobody works in two shops."""
    urn = Urn((place, 20 + one.activity) for place, one in enumerate(people) if not one.is_shop and place not in _IDLE)
    busy: set[int] = set()
    staffed = []
    for one in people:
        crew: list[int] = [MIRA_PLACE] if one.name == _MIRA_WORKS_AT else []
        size = one.trade.crew if one.trade else 0
        while len(crew) < size:
            found = urn.draw(dice)
            if found not in busy:
                busy.add(found)
                crew.append(found)
        staffed.append(replace(one, crew=tuple(crew)))
    return staffed


def _return_friendship(people: list[Inhabitant]) -> list[Inhabitant]:
    """Let neighbours buy from each other in turn, and crews shop where they work: money that comes back.

    In Sarafu two of five links between two accounts are used in both directions.
    """
    friends = [dict(one.friends) for one in people]
    shops = [dict(one.shops) for one in people]
    for place, one in enumerate(people):
        for other in one.crew:
            shops[other][place] = max(_BEST_FIRST)
        for other, weight in one.friends:
            if one.skill:
                friends[other].setdefault(place, weight)
    # Whoever looks around as Mira buys bread first, so its baker is one of those Mira pays again.
    shops[MIRA_PLACE][ANNA_PLACE] = 4 * max(_BEST_FIRST)
    return [
        replace(one, friends=tuple(friends[place].items()), shops=tuple(shops[place].items()))
        for place, one in enumerate(people)
    ]
