"""The cast: the six people a visitor of the demo may act as."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Part(StrEnum):
    """One of the six parts a visitor may take."""

    MIRA = "mira"
    ANNA = "anna"
    OTTO = "otto"
    LENA = "lena"
    ADMIN = "admin"
    OPERATOR = "operator"


class CastMember(NamedTuple):
    """A person of the cast: how they sign in, what they are called in town, what a visitor can try as them."""

    part: Part
    email: str
    name: str
    place: int | None
    """Their number among the inhabitants; None for the operator, who is no member."""
    label: str | Promise
    sentence: str | Promise


ADMIN_PLACE, MIRA_PLACE, ANNA_PLACE, OTTO_PLACE, LENA_PLACE = range(5)

CAST = (
    CastMember(
        Part.MIRA,
        "mira@example.org",
        "Mira Feldner",
        MIRA_PLACE,
        _("Mira (member)"),
        _("buys bread, pays, sees what fades"),
    ),
    CastMember(
        Part.ANNA,
        "anna@example.org",
        "Anna Weberling",
        ANNA_PLACE,
        _("Anna (baker)"),
        _("runs the bakery and gets paid"),
    ),
    CastMember(
        Part.OTTO,
        "otto@example.org",
        "Otto Lindbacher",
        OTTO_PLACE,
        _("Otto (borrower)"),
        _("has little and repairs much"),
    ),
    CastMember(
        Part.LENA, "lena@example.org", "Lena Sandmann", LENA_PLACE, _("Lena (lender)"), _("has more than they spend")
    ),
    CastMember(
        Part.ADMIN,
        "admin@example.org",
        "Greta Amselfeld",
        ADMIN_PLACE,
        _("Town admin"),
        _("admits members and sets the rules"),
    ),
    CastMember(
        Part.OPERATOR, "operator@example.org", "Jo Nordhafen", None, _("Operator"), _("keeps the machine running")
    ),
)
