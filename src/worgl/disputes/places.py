"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.places import Page, Place

PAGES = (
    Page("disputes", place=Place.ACTIVITY),
    Page(
        "disputes:dispute",
        place=Place.ACTIVITY,
        text=_("When something was wrong and you two do not agree, an administrator rules, and all steps appear here."),
        recipe="dispute-a-payment",
    ),
)
