"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core import links
from worgl.core.linking import Link
from worgl.core.places import Page, Place

PAGES = (
    Page(
        "api",
        text=_("Programs can do what you can do, with a key that you make and can take back."),
        recipe="use-the-api",
    ),
    Page("api:hook", place=Place.TOWN),
)

LINKS: Mapping[Link, str] = {links.KEYS: "api:keys"}
"""Where lower domains lead."""
