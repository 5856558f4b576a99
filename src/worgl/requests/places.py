"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core import links
from worgl.core.linking import Link
from worgl.core.places import Page, Place

PAGES = (
    Page("requests", place=Place.HOME),
    Page(
        "requests:request",
        place=Place.HOME,
        text=_("A payment request is paid once, by whom you ask or by whoever has the link."),
        recipe="ask-for-a-payment",
    ),
    Page(
        "requests:ask",
        place=Place.HOME,
        text=_("Say how much and what for. Leave the name empty to send the link to anybody."),
        recipe="ask-for-a-payment",
    ),
    Page(
        "requests:till",
        place=Place.HOME,
        text=_(
            "Type the amount, show the code, and wait for the tick. The customer needs a phone, you need nothing else."
        ),
        recipe="keep-a-till",
    ),
)

LINKS: Mapping[Link, str] = {links.TILL: "requests:till"}
"""Where lower domains lead."""
