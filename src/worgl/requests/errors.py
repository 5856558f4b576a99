"""Refusals of payment requests and the till, in words a member understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput, NotAllowed, NotFound, Refusal


class RequestUnknown(NotFound):
    """There is no such request, or it is between others."""

    code = "request_unknown"
    sentence = _("There is no such request, or it was not meant for you.")


class RequestClosed(Refusal):
    """The request is no longer open; each kind says why."""

    code, status = "request_closed", 409
    sentence = _("This request is closed.")


class RequestWasPaid(RequestClosed):
    """Somebody has paid it."""

    code = "request_was_paid"
    sentence = _("This request has been paid already. Nothing more was paid.")


class RequestWasDenied(RequestClosed):
    """The one who was asked has said no."""

    code = "request_was_denied"
    sentence = _("This request was denied, so it cannot be paid. The other side can ask again.")


class RequestWasCancelled(RequestClosed):
    """The one who asked has taken it back."""

    code = "request_was_cancelled"
    sentence = _("This request was taken back, so there is nothing to pay.")


class RequestHasExpired(RequestClosed):
    """Its time is over."""

    code = "request_has_expired"
    sentence = _("This request has expired. Ask for a new one, or pay by name.")


class OnlyAskerMay(NotAllowed):
    """Somebody else than the asker wants to cancel or remind."""

    code = "only_asker_may"
    sentence = _("Only the person who asked can do this.")


class OnlyAskedMay(NotAllowed):
    """Somebody else than the one asked by name wants to say no."""

    code = "only_asked_may"
    sentence = _("Only the person who was asked can say no.")


class AskingOneself(Refusal):
    """Asker and asked are the same member."""

    code, status = "asking_oneself", 422
    sentence = _("This is you. Choose somebody else to ask.")


class AskedGone(Refusal):
    """The one to be asked is a member no more, or not now; `payer` is the name, `state` why."""

    code, status = "asked_gone", 409
    sentence = _("{payer} is not an active member now, so there is nobody to pay.")


class RequestsFull(Refusal):
    """More open requests than one member may have; `limit` is the number."""

    code, status = "requests_full", 409
    sentence = _("You have {limit} open requests, which is the most there can be. Wait for answers, or cancel some.")


class AskedOften(Refusal):
    """A member has asked another, or all others, as often as they may in a day, those taken back included."""

    code, status = "asked_often", 429
    sentence = _("You have asked for payments {limit} times today. Please try again tomorrow.")


class AskedEnough(Refusal):
    """More open requests to one member than there may be; `payer` is the name."""

    code, status = "asked_enough", 409
    sentence = _("{payer} has {limit} open requests of yours. Wait for an answer before you ask for more.")


class RemindedLately(Refusal):
    """A reminder within a day of the last word."""

    code, status = "reminded_lately", 409
    sentence = _("You can remind once a day. Try again tomorrow.")


class NobodyToRemind(Refusal):
    """A link that anybody may pay has nobody to be reminded."""

    code, status = "nobody_to_remind", 409
    sentence = _("This request is for whoever opens its link, so there is nobody to remind. Send the link again.")


class ReasonForNoMissing(InvalidInput):
    """A no without a reason."""

    code = "reason_for_no_missing"

    def __init__(self) -> None:
        super().__init__(field="reason", reason=_("Say in a few words why not."))
