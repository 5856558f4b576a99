"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.places import Page, Place

PAGES = (
    Page("vouchers", place=Place.PAY),
    Page(
        "vouchers:voucher",
        place=Place.PAY,
        text=_("Coins on paper. They are kept for you until somebody redeems them, and come back when nobody does."),
        recipe="give-away-vouchers",
    ),
    Page(
        "vouchers:redeem",
        place=Place.PAY,
        text=_("Scan the voucher or type the 16 characters at its foot. It is worth its coins once."),
        recipe="give-away-vouchers",
    ),
)
