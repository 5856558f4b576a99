"""Refusals of disputes, in words a member understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.errors import InvalidInput, NotAllowed, Refusal


class NotDisputable(Refusal):
    """Only payments can be disputed, not what came back."""

    code, status = "not_disputable", 409
    sentence = _("This is money that came back. Only a payment can be disputed.")


class NothingToDispute(Refusal):
    """A payment of which all went back."""

    code, status = "nothing_to_dispute", 409
    sentence = _("All of this payment has gone back already.")


class AlreadyDisputed(Refusal):
    """A payment is disputed once."""

    code, status = "already_disputed", 409
    sentence = _("This payment was disputed before. Look at that dispute.")


class DisputeTooLate(Refusal):
    """The time for disputes is over; `days` is how long it was."""

    code, status = "dispute_too_late", 409
    sentence = ngettext_lazy(
        "A payment can be disputed for one day, and that is over. Ask for a refund instead.",
        "A payment can be disputed for {days} days, and they are over. Ask for a refund instead.",
        "days",
    )


class NotThePart(NotAllowed):
    """The actor has another part in a dispute than this act asks for."""

    code = "not_the_part"
    sentence = _("This is for the other side of the dispute to do.")


class WrongMove(Refusal):
    """A dispute does not stand where this could be done."""

    code, status = "wrong_move", 409
    sentence = _("This cannot be done in this dispute any more. Look at the page again.")


class HearFirst(Refusal):
    """An arbiter would rule before the payee was heard; `days` is how long they have to answer."""

    code, status = "hear_first", 409
    sentence = _(
        "The person who was paid has {days} days to answer. Rule when the answer is there, or when they are over."
    )


class ConflictOfInterest(NotAllowed):
    """An administrator would rule on a dispute of their own."""

    code = "conflict_of_interest"
    sentence = _("You cannot rule on a dispute of your own, or of a shop you act for. Ask another administrator.")


class TooMuchBack(InvalidInput):
    """A ruling would give back more than has not gone back yet; `free` is that."""

    code = "too_much_back"

    def __init__(self, *, free: str, free_minor: int) -> None:
        reason = _("Between nothing and {free} can be paid back.").format(free=free)
        super().__init__(field="amount", reason=reason, free_minor=free_minor)


class TextMissing(InvalidInput):
    """A dispute, answer or ruling without words."""

    code = "text_missing"

    def __init__(self, *, field: str) -> None:
        super().__init__(field=field, reason=_("Say it in a few words; the others read it."))


class DisputedOften(Refusal):
    """A member has disputed as many payments, to one other or to all, as they may in a day."""

    code, status = "disputed_often", 429
    sentence = _("You have disputed {limit} payments today. Please try again tomorrow.")
