"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.places import Page, Place

PAGES = (
    Page("orders", place=Place.PAY),
    Page(
        "orders:pay_list",
        place=Place.PAY,
        text=_("A table of names and amounts. You see every row before anything is paid, all or only the good ones."),
        recipe="pay-many-at-once",
    ),
    Page(
        "orders:order",
        place=Place.PAY,
        text=_("Payments that happen by themselves. You can skip one, pause, or end it at any time."),
        recipe="pay-by-itself",
    ),
)
