"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core import links
from worgl.core.linking import Link
from worgl.core.places import Page

PAGES = (
    Page(
        "inbox",
        text=_(
            "What happened that concerns you. In the choices you say what comes by e-mail or to your phone, and when."
        ),
        recipe="choose-what-you-are-told",
    ),
)

LINKS: Mapping[Link, str] = {links.NOTICE_CHOICES: "inbox:settings", links.NOTICES: "inbox:notices"}
"""Where lower domains lead."""
