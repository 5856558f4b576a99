"""The one menu of administration: each page under the name that stands above it, and in every document."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from worgl.communities.pages import MemberRequest
from worgl.currency.pages import currency_on
from worgl.currency.rules import CurrencyKind


@dataclass(frozen=True, slots=True)
class AdminLink:
    """A page of administration; its `name` is the page's own heading."""

    href: str
    icon: str
    tone: str
    name: str
    sentence: str


class Menu:
    """The pages of administration for who looks, found when a page draws them."""

    def __init__(self, request: MemberRequest) -> None:
        """Remember who looks."""
        self._request = request

    def link(self, name: str, icon: str, tone: str, label: str, sentence: str, *args: str) -> AdminLink:
        """Return a page of this community as an entry of the menu."""
        return AdminLink(reverse(name, args=[self._request.community.slug, *args]), icon, tone, label, sentence)

    @property
    def members(self) -> AdminLink:
        """Return the list of members, which officers see."""
        name = capfirst(self._request.community.words["members"])
        return self.link("currency:roll", "users", "green", name, _("Balances, roles, pausing, table"))

    @property
    def money(self) -> list[AdminLink]:
        """Return the pages of a treasurer; mutual credit is not issued."""
        link, fund = self.link, capfirst(self._request.community.words["commons"])
        issue = link(
            "currency:issue", "coins", "amber", _("Give out coins"), _("To one member, with a reason all can read")
        )
        is_credit = currency_on(self._request).kind is CurrencyKind.CREDIT
        return [
            *([] if is_credit else [issue]),
            link("currency:give_many", "coins", "green", _("Give to many"), _("The same to all, or to all who match")),
            link("currency:spend", "landmark", "green", fund, _("Spend it for what all need")),
            link("currency:limits", "gauge", "blue", _("Limits"), _("How far members may go")),
            link(
                "currency:rehearsal", "calendar-clock", "amber", _("Levy rehearsal"), _("What the next levy would take")
            ),
        ]

    @property
    def treasury(self) -> list[AdminLink]:
        """Return what a treasurer who is no administrator finds on the page of the town."""
        return [self.members, *self.money]


def menu_of(request: MemberRequest) -> list[AdminLink]:
    """Return the pages of administration, with those of a treasurer for who is one."""
    menu = Menu(request)
    return [
        menu.members,
        menu.link("currency:hand_in", "upload", "blue", _("Bring in members"), _("From a table, with balances")),
        menu.link("communities:questions", "user-check", "amber", _("Questions"), _("What those who join are asked")),
        *(menu.money if request.member.is_treasurer else []),
        menu.link("web:rules", "scale", "amber", _("Rules"), _("What counts now, announce a change")),
        menu.link(
            "web:announce",
            "percent",
            "green",
            _("Try another rate"),
            _("What would fade, for whom; then propose it"),
            "levy_rate",
        ),
        menu.link("communities:look", "palette", "green", _("Name and look"), _("Colour, logo, icon of the app")),
        menu.link("communities:about", "settings", "blue", _("Size and words"), _("How many members, your own words")),
        menu.link("currency:coin", "coins", "amber", _("The coin"), _("Its name")),
        menu.link(
            "communities:write_text",
            "scroll-text",
            "blue",
            _("Terms, privacy, imprint"),
            _("Your own texts; members agree to them"),
            "terms",
        ),
        menu.link("communities:notices", "bell", "amber", _("Announcements"), _("Tell all members something")),
        menu.link("communities:reports", "flag", "amber", _("Reports"), _("What members ask you to look at")),
        menu.link("communities:log", "scroll-text", "green", _("Record"), _("Who did what, and when")),
    ]
