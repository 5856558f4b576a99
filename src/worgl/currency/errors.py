"""Refusals of the currency domain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.errors import InvalidInput, NotAllowed, NotFound, Refusal


class CurrencyUnknown(NotFound):
    """The community has no currency."""

    code = "currency_unknown"
    sentence = _("This community has no currency yet.")


class WalletUnknown(NotFound):
    """The member has no wallet."""

    code = "wallet_unknown"
    sentence = _("This member has no account yet.")


class PresetUnknown(InvalidInput):
    """No preset has this name."""

    code = "preset_unknown"


class NotIssuable(Refusal):
    """Mutual credit is not issued: it arises between members."""

    code, status = "not_issuable", 409
    sentence = _(
        "Nobody issues this currency: it comes into being when a member buys on credit. Raise a credit limit instead."
    )


class GrantRefused(Refusal):
    """One of many grants was refused, so none was given; `refused` is the code of its own refusal."""

    code, status = "grant_refused", 409
    sentence = _("Nobody was given anything, because grant {number} of {count} is refused: {reason}")


class NoCredit(Refusal):
    """Only mutual credit lets members go below zero."""

    code, status = "no_credit", 409
    sentence = _("Members of this community cannot go below zero, so there is no credit limit to set.")


class PaymentTooLarge(Refusal):
    """A payment above the community's limit for one payment."""

    code, status = "payment_too_large", 409
    sentence = _("One payment can move at most {limit} here. Pay in parts, or ask your community to raise the limit.")


class DayLimitReached(Refusal):
    """A payment above what a member may still pay today."""

    code, status = "day_limit_reached", 409
    sentence = _("You can pay {free} more today; the limit of a day is {limit}. Try again tomorrow.")


class NotALevyDate(InvalidInput):
    """The levy is not taken on this date."""

    code = "not_a_levy_date"


class LevyTooEarly(Refusal):
    """The date of the levy has not come."""

    code, status = "levy_too_early", 409
    sentence = _("The levy of {on} cannot be taken before that day begins.")


class StillOwing(Refusal):
    """A member who is below zero cannot leave."""

    code, status = "still_owing", 409
    sentence = _("You owe your community {owed}. Sell something, or ask an administrator, before you leave.")


class MoneyReserved(Refusal):
    """A member with open reservations cannot leave."""

    code, status = "money_reserved", 409
    sentence = _("{held} of your money is still reserved for open payments. Settle them before you leave.")


class RestNotConfirmed(Refusal):
    """What is left over is not what the member agreed to give."""

    code, status = "rest_not_confirmed", 409
    sentence = _("You have {rest} left. Spend it, or confirm that it goes to the common fund.")


class LimitOrderUnknown(NotFound):
    """No rule of limits was ordered here under this id."""

    code = "limit_order_unknown"
    sentence = _("There is no such order here.")


class NotYours(NotAllowed):
    """Balances are seen by their owner, the treasurer and administrators."""

    code = "not_yours"
    sentence = _("Only the member, the treasurer and administrators can see this.")


class TableUnreadable(Refusal):
    """A file that is no table of members."""

    code, status = "table_unreadable", 422
    sentence = _("This file cannot be read as a table of members: {reason}.")


class PlacesLacking(Refusal):
    """More members would come than the community has places, and nobody said to raise their number."""

    code, status = "places_lacking", 409
    sentence = _(
        "There are not enough places for members: {cap} in all, and {needed} are needed. Say that the number is to be "
        "raised, and the table comes in."
    )


class ArrivalsUnknown(NotFound):
    """No table was handed in here under this id."""

    code = "arrivals_unknown"
    sentence = _("There is no such table here.")


class ArrivalsStarted(Refusal):
    """The table is being brought in, or was."""

    code, status = "arrivals_started", 409
    sentence = _("This table is brought in already. Nothing comes twice.")


class LettersUnderway(Refusal):
    """Letters to those who came with the table are being sent."""

    code, status = "letters_underway", 409
    sentence = _("The e-mails are being sent already.")


class NobodyToWrite(Refusal):
    """Everybody who came with the table and has an e-mail address has got their letter, or signs in already."""

    code, status = "nobody_to_write", 409
    sentence = _("Nobody is left to write to.")


class ArrivalsFaulty(Refusal):
    """The table has rows that cannot be members, and was to come whole, or has no other."""

    code, status = "arrivals_faulty", 409
    sentence = ngettext_lazy(
        "One row is faulty, so nothing was brought in. Correct it, or bring in the good rows only.",
        "{count} rows are faulty, so nothing was brought in. Correct them, or bring in the good rows only.",
        "count",
    )


class GivingChanged(Refusal):
    """Between the look and the word others have come, or gone, or hold another balance."""

    code, status = "giving_changed", 409
    sentence = ngettext_lazy(
        "It would be one member now, no longer {seen}. Look again and confirm.",
        "It would be {count} members now, no longer {seen}. Look again and confirm.",
        "count",
    )


class NobodyToGive(Refusal):
    """Nobody fits who could be given anything."""

    code, status = "nobody_to_give", 409
    sentence = _("No active member matches, so nothing would be given.")


class GivingUnknown(NotFound):
    """Nothing was given to many here under this id."""

    code = "giving_unknown"
    sentence = _("There is no such order here.")
