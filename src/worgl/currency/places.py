"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.communities.pages import MemberRequest
from worgl.core import links
from worgl.core.linking import Link
from worgl.core.places import Entry, Officer, Page, Place, Start
from worgl.currency.pages import currency_on
from worgl.currency.rules import CurrencyKind


def is_issued(request: MemberRequest) -> bool:
    """Tell whether there are coins to give out; mutual credit is not issued."""
    return currency_on(request).kind is not CurrencyKind.CREDIT


PAGES = (
    Page(
        "currency:town",
        place=Place.TOWN,
        text=_("How much money there is, what fades, and where it goes. All members see the same."),
        recipe="take-a-levy",
        start=Start("", "landmark", word="community"),
    ),
    Page(
        "currency:levies",
        text=_("Idle money loses a little. The day and the share are rules; what you spend before does not fade."),
        recipe="take-a-levy",
    ),
    Page(
        "currency:commons",
        text=_("What belongs to all. The levy comes in here, and what is not spent in time is shared out."),
        recipe="take-a-levy",
    ),
    Page(
        "currency:spend",
        text=_("Pay out of what belongs to all. Everybody sees for what."),
        recipe="run-a-town",
        entry=Entry(
            60,
            "landmark",
            "green",
            word="commons",
            sentence=_("Spend it for what all need"),
            officers=frozenset({Officer.TREASURER}),
        ),
    ),
    Page(
        "currency:issue",
        text=_("Give new money to a member. You see first what it does; all members see it afterwards."),
        recipe="run-a-town",
        entry=Entry(
            40,
            "coins",
            "amber",
            label=_("Give out coins"),
            sentence=_("To one member, with a reason all can read"),
            officers=frozenset({Officer.TREASURER}),
            offered=is_issued,
        ),
    ),
    Page(
        "currency:limits",
        text=_("How much a member may owe and hold. What is empty follows the rules of the community."),
        recipe="run-a-town",
        entry=Entry(
            70,
            "gauge",
            "blue",
            label=_("Limits"),
            sentence=_("How far members may go"),
            officers=frozenset({Officer.TREASURER}),
        ),
    ),
    Page(
        "currency:limit_order",
        text=_("New limits are set for each member in turn; you can leave this page."),
        recipe="run-a-town",
    ),
    Page(
        "currency:give_many",
        text=_("Give all members you choose the same. You see whom and how much before it is done."),
        recipe="run-a-town",
        entry=Entry(
            50,
            "coins",
            "green",
            label=_("Give to many"),
            sentence=_("The same to all, or to all who match"),
            officers=frozenset({Officer.TREASURER}),
        ),
    ),
    Page(
        "currency:giving",
        text=_("The gift is given to each member in turn; you can leave this page."),
        recipe="run-a-town",
    ),
    Page(
        "currency:hand_in",
        text=_("A table with a row for each member. You see every fault before anything is taken over."),
        recipe="bring-in-members",
        entry=Entry(20, "upload", "blue", label=_("Bring in members"), sentence=_("From a table, with balances")),
    ),
    Page(
        "currency:arrival",
        text=_("First the preview, then the members, then an e-mail with a personal link for each."),
        recipe="bring-in-members",
    ),
    Page(
        "currency:coin",
        text=_("What the coin is called. The short name in the books stays."),
        entry=Entry(130, "coins", "amber", label=_("The coin"), sentence=_("Its name")),
    ),
    Page(
        "currency:roll",
        text=_("All members with balance and limits. Choose some, then save the table or set limits for all of these."),
        recipe="run-a-town",
        entry=Entry(
            10,
            "users",
            "green",
            word="members",
            sentence=_("Balances, roles, pausing, table"),
            officers=frozenset(Officer),
        ),
    ),
    Page(
        "currency:rehearsal",
        text=_("What the next levy would take at another rate. Nothing is booked by trying."),
        recipe="take-a-levy",
        entry=Entry(
            80,
            "calendar-clock",
            "amber",
            label=_("Levy rehearsal"),
            sentence=_("What the next levy would take"),
            officers=frozenset({Officer.TREASURER}),
        ),
    ),
    Page("currency", place=Place.TOWN),
    Page("currency:running", no_page="a part of a page"),
    Page("currency:figures_csv", no_page="a file"),
)

LINKS: Mapping[Link, str] = {links.TOWN: "currency:town"}
"""Where lower domains lead."""
