"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core import links
from worgl.core.linking import Link
from worgl.core.places import Entry, Page, Place

PAGES = (
    Page(
        "web:home",
        text=_("Your communities. Each has money of its own. An invitation leads into one, or you start one."),
        recipe="found-a-town",
    ),
    Page(
        "web:found",
        text=_("Three names and a set of rules make a community. Every rule can be changed later."),
        recipe="found-a-town",
    ),
    Page(
        "web:everything",
        text=_("All that is kept about you here, in one file. Only you can download it."),
        recipe="take-your-data",
    ),
    Page(
        "web:operator",
        text=_(
            "For whoever runs this computer: whether the books are right, what has stopped, and how to begin it again."
        ),
        recipe="check-the-books",
    ),
    Page(
        "web:rules",
        place=Place.TOWN,
        text=_("What counts for everybody. A change is announced first, so nobody is surprised."),
        recipe="run-a-town",
        entry=Entry(90, "scale", "amber", label=_("Rules"), sentence=_("What counts now, announce a change")),
    ),
    Page(
        "web:announce",
        place=Place.TOWN,
        text=_("Type the new value and look at what it changes before you announce it. Looking changes nothing."),
        recipe="run-a-town",
        entry=Entry(
            100,
            "percent",
            "green",
            label=_("Try another rate"),
            sentence=_("What would fade, for whom; then propose it"),
            args=("levy_rate",),
        ),
    ),
    Page(
        "web:leave",
        place=Place.TOWN,
        text=_("You can leave when nothing is open. What you still have goes where you say."),
        recipe="take-your-data",
    ),
    Page(
        "web:admin",
        place=Place.TOWN,
        text=_(
            "What waits for a decision comes first; below it how the money does. Everything you do here is on record."
        ),
        recipe="run-a-town",
    ),
    Page(
        "web:recipe",
        text=_("Recipes say step by step how things are done. Those for operators and programmers are in English."),
    ),
    Page("web:town_manifest", no_page="a file"),
    Page("web:manifest", no_page="a file"),
    Page("web:worker", no_page="a file"),
    Page("web:offline", no_page="says itself what to do"),
    Page("web:chart_csv", no_page="a file"),
    Page("web:retry_job", no_page="a button without a page"),
    Page("web:withdraw", no_page="a button without a page"),
)

LINKS: Mapping[Link, str] = {
    links.COMMUNITIES: "web:home",
    links.LEAVE: "web:leave",
    links.ADMINISTRATION: "web:admin",
    links.RULES: "web:rules",
    links.FOUND: "web:found",
    links.EVERYTHING: "web:everything",
    links.OPERATOR: "web:operator",
    links.RECIPE: "web:recipe",
    links.RECIPES: "web:recipes",
}
"""Where lower domains lead."""
