"""The one menu of administration: each page under the name that stands above it, and in every document."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from worgl.communities.pages import MemberRequest


@dataclass(frozen=True, slots=True)
class AdminLink:
    """A page of administration; its `name` is the page's own heading."""

    href: str
    icon: str
    tone: str
    name: str
    sentence: str


def menu_of(request: MemberRequest) -> list[AdminLink]:
    """Return the pages of administration, with those of a treasurer for who is one."""
    slug, words = request.community.slug, request.community.words

    def link(name: str, icon: str, tone: str, label: str, sentence: str, *args: str) -> AdminLink:
        return AdminLink(reverse(name, args=[slug, *args]), icon, tone, label, sentence)

    money = [
        link("currency:issue", "coins", "amber", _("Give out coins"), _("To one member, with a reason all can read")),
        link("currency:give_many", "coins", "green", _("Give to many"), _("The same to all, or to all who match")),
        link("currency:spend", "landmark", "green", capfirst(words["commons"]), _("Spend it for what all need")),
        link("currency:limits", "gauge", "blue", _("Limits"), _("How far members may go")),
        link("currency:rehearsal", "calendar-clock", "amber", _("Levy rehearsal"), _("What the next levy would take")),
    ]
    return [
        link("currency:roll", "users", "green", capfirst(words["members"]), _("Balances, roles, pausing, table")),
        link("currency:hand_in", "upload", "blue", _("Bring in members"), _("From a table, with balances")),
        link("communities:questions", "user-check", "amber", _("Questions"), _("What those who join are asked")),
        *(money if request.member.is_treasurer else []),
        link("web:rules", "scale", "amber", _("Rules"), _("What counts now, announce a change")),
        link(
            "web:announce",
            "percent",
            "green",
            _("Try another rate"),
            _("What would fade, for whom; then propose it"),
            "levy_rate",
        ),
        link("communities:look", "palette", "green", _("Name and look"), _("Colour, logo, icon of the app")),
        link("communities:about", "settings", "blue", _("Size and words"), _("How many members, your own words")),
        link("currency:coin", "coins", "amber", _("The coin"), _("Its name")),
        link(
            "communities:write_text",
            "scroll-text",
            "blue",
            _("Terms, privacy, imprint"),
            _("Your own texts; members agree to them"),
            "terms",
        ),
        link("communities:notices", "bell", "amber", _("Announcements"), _("Tell all members something")),
        link("communities:reports", "flag", "amber", _("Reports"), _("What members ask you to look at")),
        link("communities:log", "scroll-text", "green", _("Record"), _("Who did what, and when")),
    ]
