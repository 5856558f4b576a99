"""Which pages there are: to which place each belongs, its help, and its entry in the menu of administration."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from worgl.core import links
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
        "payments:request",
        place=Place.HOME,
        text=_("A payment request is paid once, by whom you ask or by whoever has the link."),
        recipe="ask-for-a-payment",
    ),
    Page(
        "payments:ask",
        place=Place.HOME,
        text=_("Say how much and what for. Leave the name empty to send the link to anybody."),
        recipe="ask-for-a-payment",
    ),
    Page(
        "payments:till",
        place=Place.HOME,
        text=_(
            "Type the amount, show the code, and wait for the tick. The customer needs a phone, you need nothing else."
        ),
        recipe="keep-a-till",
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
        "payments:dispute",
        place=Place.ACTIVITY,
        text=_("When something was wrong and you two do not agree, an administrator rules, and all steps appear here."),
        recipe="dispute-a-payment",
    ),
    Page(
        "payments:voucher",
        place=Place.PAY,
        text=_("Coins on paper. They are kept for you until somebody redeems them, and come back when nobody does."),
        recipe="give-away-vouchers",
    ),
    Page(
        "payments:redeem",
        place=Place.PAY,
        text=_("Scan the voucher or type the 16 characters at its foot. It is worth its coins once."),
        recipe="give-away-vouchers",
    ),
    Page(
        "payments:pay_list",
        text=_("A table of names and amounts. You see every row before anything is paid, all or only the good ones."),
        recipe="pay-many-at-once",
    ),
    Page(
        "payments:order",
        place=Place.PAY,
        text=_("Payments that happen by themselves. You can skip one, pause, or end it at any time."),
        recipe="pay-by-itself",
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

LINKS: Mapping[links.Link, str] = {
    links.HOME: "payments:home",
    links.RECEIVE: "payments:receive",
    links.PAY: "payments:pay",
    links.PAY_MEMBER: "payments:pay_member",
    links.ACTIVITY: "payments:activity",
    links.TILL: "payments:till",
    links.PAY_CODE: "payments:link",
}
"""Where lower domains lead."""
