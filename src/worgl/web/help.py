"""The help behind the question mark of each page: a short text and, where there is one, the recipe.

One table from addresses to help. An address whose own line is missing takes that of the longest beginning of its name
that has one, so that pages of one kind, such as those of the second factor, share theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Help:
    """What a page is for, in a few words, and the name of the recipe that goes on from there."""

    text: str | Promise
    recipe: str = ""


HELP: Mapping[str, Help] = {
    # signing in
    "account": Help(
        _("Your account is yours alone: an e-mail address, a password, and whatever else you sign in with."), "sign-in"
    ),
    "mfa": Help(
        _("A second step keeps others out even when they know your password. Keep the recovery codes on paper."),
        "sign-in",
    ),
    "socialaccount": Help(
        _("You can sign in with an account you have elsewhere. That site learns only that you signed in."),
        "social-networks",
    ),
    "idp": Help(
        _("Another site asks who you are. It gets what you allow here, and you can take that back in the settings."),
        "social-networks",
    ),
    "identity": Help(_("Your name and picture, your language and colours."), "sign-in"),
    "identity:connected": Help(
        _("Sites to which you have shown who you are. A site you disconnect must ask you again."), "social-networks"
    ),
    # what one is told
    "inbox": Help(
        _("What happened that concerns you. In the choices you say what comes by e-mail or to your phone, and when."),
        "choose-what-you-are-told",
    ),
    # the shell
    "web:home": Help(
        _("Your communities. Each has money of its own. An invitation leads into one, or you start one."),
        "found-a-town",
    ),
    "web:found": Help(
        _("Three names and a set of rules make a community. Every rule can be changed later."), "found-a-town"
    ),
    "web:everything": Help(
        _("All that is kept about you here, in one file. Only you can download it."), "take-your-data"
    ),
    "web:operator": Help(
        _("For whoever runs this computer: whether the books are right, what has stopped, and how to begin it again."),
        "check-the-books",
    ),
    "web:rules": Help(
        _("What counts for everybody. A change is announced first, so nobody is surprised."), "run-a-town"
    ),
    "web:announce": Help(
        _("Type the new value and look at what it changes before you announce it. Looking changes nothing."),
        "run-a-town",
    ),
    "web:leave": Help(
        _("You can leave when nothing is open. What you still have goes where you say."), "take-your-data"
    ),
    "web:admin": Help(
        _("What waits for a decision comes first; below it how the money does. Everything you do here is on record."),
        "run-a-town",
    ),
    "web:recipe": Help(
        _("Recipes say step by step how things are done. Those for operators and programmers are in English.")
    ),
    # people
    "communities:join": Help(
        _("An invitation leads into a community. You choose the name by which people know you there."), "found-a-town"
    ),
    "communities:acting": Help(_("For whom you act now: yourself, or a shop that has named you."), "keep-a-till"),
    "communities:about_me": Help(_("A few words about you. All members can read them."), "show-a-picture"),
    "communities:open_shop": Help(
        _("A shop is a member of its own, with its own balance. You keep it and name who helps."), "keep-a-till"
    ),
    "communities:staff": Help(
        _("Name people who act for the shop: in everything, or at its till only."), "keep-a-till"
    ),
    "communities:invite": Help(
        _("Make a link and send it, or let people scan it. It ends by itself after the days you choose."),
        "found-a-town",
    ),
    "communities:members": Help(_("Search by name or code. Open somebody to pay, to ask, or to write.")),
    "communities:member": Help(_("What this member shows to all. From here you pay, ask for a payment, or write.")),
    "communities:chat": Help(
        _("What you write to each other, only the two of you can read. You can block or report somebody."),
        "write-to-each-other",
    ),
    "communities:report": Help(
        _("Administrators see what you report, and your words. The person you report does not learn who it was."),
        "write-to-each-other",
    ),
    "communities:about": Help(
        _("How many people have room here, and the words your community uses for things."), "run-a-town"
    ),
    "communities:look": Help(
        _("Name, colour, logo and texts of your community, as its members and visitors see them."), "run-a-town"
    ),
    "communities:text": Help(
        _("What the community has written down, such as its terms, with the day of each version.")
    ),
    "communities:write_text": Help(
        _("Write a text of the community. A new version takes its place; the old one stays.")
    ),
    "communities:waiting": Help(
        _("Your request to join is with the administrators. There is nothing more to do."), "found-a-town"
    ),
    "communities:questions": Help(_("What people are asked before they join. You read the answers when you decide.")),
    "communities:queue": Help(_("People who ask to join. Let them in, or say why not."), "run-a-town"),
    "communities:notices": Help(_("A few lines for all members, on their first page until they dismiss them.")),
    "communities:log": Help(_("Who decided what and when. It can be searched and saved, never changed."), "run-a-town"),
    # the money of the town
    "currency:town": Help(
        _("How much money there is, what fades, and where it goes. All members see the same."), "take-a-levy"
    ),
    "currency:levies": Help(
        _("Idle money loses a little. The day and the share are rules; what you spend before does not fade."),
        "take-a-levy",
    ),
    "currency:commons": Help(
        _("What belongs to all. The levy comes in here, and what is not spent in time is shared out."), "take-a-levy"
    ),
    "currency:spend": Help(_("Pay out of what belongs to all. Everybody sees for what."), "run-a-town"),
    "currency:issue": Help(
        _("Give new money to a member. You see first what it does; all members see it afterwards."), "run-a-town"
    ),
    "currency:limits": Help(
        _("How much a member may owe and hold. What is empty follows the rules of the community."), "run-a-town"
    ),
    "currency:limit_order": Help(
        _("New limits are set for each member in turn; you can leave this page."), "run-a-town"
    ),
    "currency:give_many": Help(
        _("Give all members you choose the same. You see whom and how much before it is done."), "run-a-town"
    ),
    "currency:giving": Help(_("The gift is given to each member in turn; you can leave this page."), "run-a-town"),
    "currency:hand_in": Help(
        _("A table with a row for each member. You see every fault before anything is taken over."), "bring-in-members"
    ),
    "currency:arrival": Help(
        _("First the preview, then the members, then an e-mail with a personal link for each."), "bring-in-members"
    ),
    "currency:coin": Help(_("What the coin is called. The short name in the books stays.")),
    "currency:roll": Help(
        _("All members with balance and limits. Choose some, then save the table or set limits for all of these."),
        "run-a-town",
    ),
    "currency:rehearsal": Help(
        _("What the next levy would take at another rate. Nothing is booked by trying."), "take-a-levy"
    ),
    # paying and being paid
    "payments:home": Help(
        _("What you have and what moved lately. Choose a face to pay somebody again."), "pay-and-refund"
    ),
    "payments:link": Help(
        _("Two of your communities know this code. Choose the one in which you want to pay."), "pay-and-refund"
    ),
    "payments:pay": Help(
        _("Scan a code, or search for a name. You see everything once more before anything is paid."), "pay-and-refund"
    ),
    "payments:receive": Help(
        _("Show this code and others pay you. With an amount in it, they need not type."), "ask-for-a-payment"
    ),
    "requests:request": Help(
        _("A payment request is paid once, by whom you ask or by whoever has the link."), "ask-for-a-payment"
    ),
    "requests:ask": Help(
        _("Say how much and what for. Leave the name empty to send the link to anybody."), "ask-for-a-payment"
    ),
    "requests:till": Help(
        _("Type the amount, show the code, and wait for the tick. The customer needs a phone, you need nothing else."),
        "keep-a-till",
    ),
    "payments:receipt": Help(
        _("What was paid, when, and by whom. From here money is given back or a payment disputed."), "pay-and-refund"
    ),
    "payments:refund": Help(_("Give back all or a part. It counts as one with the payment."), "pay-and-refund"),
    "disputes:dispute": Help(
        _("When something was wrong and you two do not agree, an administrator rules, and all steps appear here."),
        "dispute-a-payment",
    ),
    "vouchers:voucher": Help(
        _("Coins on paper. They are kept for you until somebody redeems them, and come back when nobody does."),
        "give-away-vouchers",
    ),
    "vouchers:redeem": Help(
        _("Scan the voucher or type the 16 characters at its foot. It is worth its coins once."), "give-away-vouchers"
    ),
    "orders:pay_list": Help(
        _("A table of names and amounts. You see every row before anything is paid, all or only the good ones."),
        "pay-many-at-once",
    ),
    "orders:order": Help(
        _("Payments that happen by themselves. You can skip one, pause, or end it at any time."), "pay-by-itself"
    ),
    "payments:activity": Help(
        _("Everything that came in and went out. Open a line for its receipt."), "pay-and-refund"
    ),
    "payments:statement": Help(
        _("A month or a year with opening and closing balance, to read, print or save."), "take-your-data"
    ),
    # programs
    "api": Help(_("Programs can do what you can do, with a key that you make and can take back."), "use-the-api"),
}

NO_HELP: Mapping[str, str] = {
    "demo": "buttons without a page",
    "idp:oidc:configuration": "for programs",
    "idp:oidc:jwks": "for programs",
    "idp:oidc:token": "for programs",
    "idp:oidc:revoke": "for programs",
    "idp:oidc:userinfo": "for programs",
    "identity:no_device": "not offered",
    "communities:picture": "a file",
    "communities:look_picture": "a file",
    "communities:style": "a file",
    "web:town_manifest": "a file",
    "communities:new_lines": "a part of a page",
    "currency:running": "a part of a page",
    "web:manifest": "a file",
    "web:worker": "a file",
    "web:offline": "says itself what to do",
    "web:chart_csv": "a file",
    "web:retry_job": "a button without a page",
    "web:withdraw": "a button without a page",
}
"""Addresses that show no page, each with why."""


def help_of(view: str) -> Help | None:
    """Return the help of a page by the name of its address."""
    return HELP.get(line_of(view, HELP))


def line_of(view: str, table: Iterable[str]) -> str:
    """Return the line of a table that is about an address: the longest beginning of its name; "" for none.

    >>> line_of("payments:pay_member", ["payments", "payments:pay"]), line_of("web:home", ["payments"])
    ('payments:pay', '')
    """
    known = (name for name in table if view == name or view.startswith((f"{name}_", f"{name}:", f"{name}s")))
    return max(known, key=len, default="")
