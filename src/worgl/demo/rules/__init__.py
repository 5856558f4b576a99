"""The town's generator: people and their days, drawn from dice that are handed in; pure."""

from __future__ import annotations

from worgl.demo.rules.cast import (
    ADMIN_PLACE,
    ANNA_PLACE,
    CAST,
    LENA_PLACE,
    MIRA_PLACE,
    OTTO_PLACE,
    CastMember,
    Part,
)
from worgl.demo.rules.dice import Dice
from worgl.demo.rules.life import Day, Deed, Grant, Town, draw_day
from worgl.demo.rules.people import INHABITANTS, Inhabitant, draw_people
from worgl.demo.rules.year import month_after

__all__ = [
    "ADMIN_PLACE",
    "ANNA_PLACE",
    "CAST",
    "INHABITANTS",
    "LENA_PLACE",
    "MIRA_PLACE",
    "OTTO_PLACE",
    "CastMember",
    "Day",
    "Deed",
    "Dice",
    "Grant",
    "Inhabitant",
    "Part",
    "Town",
    "draw_day",
    "draw_people",
    "month_after",
]
