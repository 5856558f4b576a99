"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core import links
from worgl.core.linking import Link
from worgl.core.places import Page, Place, Start

PAGES = (
    Page(
        "payments:home",
        place=Place.HOME,
        text=_("What you have and what moved lately. Choose a face to pay somebody again."),
        recipe="pay-and-refund",
        start=Start(_("Home"), "house"),
    ),
    Page(
        "payments:link",
        text=_("Two of your communities know this code. Choose the one in which you want to pay."),
        recipe="pay-and-refund",
    ),
    Page(
        "payments:pay",
        place=Place.PAY,
        text=_("Scan a code, or search for a name. You see everything once more before anything is paid."),
        recipe="pay-and-refund",
        start=Start(_("Pay"), "qr-code"),
    ),
    Page(
        "payments:receive",
        place=Place.HOME,
        text=_("Show this code and others pay you. With an amount in it, they need not type."),
        recipe="ask-for-a-payment",
    ),
    Page(
        "payments:receipt",
        place=Place.ACTIVITY,
        text=_("What was paid, when, and by whom. From here money is given back or a payment disputed."),
        recipe="pay-and-refund",
    ),
    Page(
        "payments:refund",
        place=Place.ACTIVITY,
        text=_("Give back all or a part. It counts as one with the payment."),
        recipe="pay-and-refund",
    ),
    Page(
        "payments:activity",
        place=Place.ACTIVITY,
        text=_("Everything that came in and went out. Open a line for its receipt."),
        recipe="pay-and-refund",
        start=Start(_("Activity"), "activity"),
    ),
    Page(
        "payments:statement",
        place=Place.ACTIVITY,
        text=_("A month or a year with opening and closing balance, to read, print or save."),
        recipe="take-your-data",
    ),
)

LINKS: Mapping[Link, str] = {
    links.HOME: "payments:home",
    links.RECEIVE: "payments:receive",
    links.PAY: "payments:pay",
    links.PAY_MEMBER: "payments:pay_member",
    links.ACTIVITY: "payments:activity",
    links.PAY_CODE: "payments:link",
}
"""Where lower domains lead."""
