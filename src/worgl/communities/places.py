"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core import links
from worgl.core.linking import Link
from worgl.core.places import Entry, Page, Place

PAGES = (
    Page(
        "communities:join",
        text=_("An invitation leads into a community. You choose the name by which people know you there."),
        recipe="found-a-town",
    ),
    Page(
        "communities:acting",
        text=_("For whom you act now: yourself, or a shop that has named you."),
        recipe="keep-a-till",
    ),
    Page("communities:about_me", text=_("A few words about you. All members can read them."), recipe="show-a-picture"),
    Page(
        "communities:open_shop",
        text=_("A shop is a member of its own, with its own balance. You keep it and name who helps."),
        recipe="keep-a-till",
    ),
    Page(
        "communities:staff",
        text=_("Name people who act for the shop: in everything, or at its till only."),
        recipe="keep-a-till",
    ),
    Page(
        "communities:invite",
        text=_("Make a link and send it, or let people scan it. It ends by itself after the days you choose."),
        recipe="found-a-town",
    ),
    Page("communities:members", text=_("Search by name or code. Open somebody to pay, to ask, or to write.")),
    Page(
        "communities:member", text=_("What this member shows to all. From here you pay, ask for a payment, or write.")
    ),
    Page(
        "communities:chat",
        text=_("What you write to each other, only the two of you can read. You can block or report somebody."),
        recipe="write-to-each-other",
    ),
    Page(
        "communities:report",
        text=_("Administrators see what you report, and your words. The person you report does not learn who it was."),
        recipe="write-to-each-other",
    ),
    Page(
        "communities:about",
        text=_("How many people have room here, and the words your community uses for things."),
        recipe="run-a-town",
        entry=Entry(120, "settings", "blue", label=_("Size and words"), sentence=_("How many members, your own words")),
    ),
    Page(
        "communities:look",
        text=_("Name, colour, logo and texts of your community, as its members and visitors see them."),
        recipe="run-a-town",
        entry=Entry(110, "palette", "green", label=_("Name and look"), sentence=_("Colour, logo, icon of the app")),
    ),
    Page(
        "communities:text",
        text=_("What the community has written down, such as its terms, with the day of each version."),
    ),
    Page(
        "communities:write_text",
        text=_("Write a text of the community. A new version takes its place; the old one stays."),
        entry=Entry(
            140,
            "scroll-text",
            "blue",
            label=_("Terms, privacy, imprint"),
            sentence=_("Your own texts; members agree to them"),
            args=("terms",),
        ),
    ),
    Page(
        "communities:waiting",
        text=_("Your request to join is with the administrators. There is nothing more to do."),
        recipe="found-a-town",
    ),
    Page(
        "communities:questions",
        text=_("What people are asked before they join. You read the answers when you decide."),
        entry=Entry(30, "user-check", "amber", label=_("Questions"), sentence=_("What those who join are asked")),
    ),
    Page("communities:queue", text=_("People who ask to join. Let them in, or say why not."), recipe="run-a-town"),
    Page(
        "communities:notices",
        text=_("A few lines for all members, on their first page until they dismiss them."),
        entry=Entry(150, "bell", "amber", label=_("Announcements"), sentence=_("Tell all members something")),
    ),
    Page(
        "communities:log",
        text=_("Who decided what and when. It can be searched and saved, never changed."),
        recipe="run-a-town",
        entry=Entry(170, "scroll-text", "green", label=_("Record"), sentence=_("Who did what, and when")),
    ),
    Page("communities", place=Place.TOWN),
    Page(
        "communities:reports",
        entry=Entry(160, "flag", "amber", label=_("Reports"), sentence=_("What members ask you to look at")),
    ),
    Page("communities:picture", no_page="a file"),
    Page("communities:look_picture", no_page="a file"),
    Page("communities:style", no_page="a file"),
    Page("communities:new_lines", no_page="a part of a page"),
    Page("communities:agree", no_page="says itself what to do"),
    Page("communities:shop_picture", no_page="a button without a page"),
    Page("communities:dismiss_welcome", no_page="a button without a page"),
    Page("communities:drop_question", no_page="a button without a page"),
    Page("communities:end_staff", no_page="a button without a page"),
    Page("communities:agree_to_staff", no_page="a button without a page"),
    Page("communities:refuse_staff", no_page="a button without a page"),
    Page("communities:forget_shop_picture", no_page="a button without a page"),
    Page("communities:revoke_invitation", no_page="a button without a page"),
    Page("communities:block", no_page="a button without a page"),
    Page("communities:resolve", no_page="a button without a page"),
    Page("communities:role", no_page="a button without a page"),
    Page("communities:act", no_page="a button without a page"),
    Page("communities:withdraw_notice", no_page="a button without a page"),
    Page("communities:dismiss_notice", no_page="a button without a page"),
)

LINKS: Mapping[Link, str] = {links.ACTING: "communities:acting", links.PICTURE: "communities:picture"}
"""Where lower domains lead."""
