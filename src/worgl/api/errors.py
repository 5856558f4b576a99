"""Refusals of the API's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.errors import InvalidInput, NotFound, Refusal


class KeyUnknown(NotFound):
    """The person has no such key."""

    code = "key_unknown"
    sentence = _("There is no such key. It may have been taken back.")


class InvalidKey(InvalidInput):
    """A key that was described wrongly."""

    code = "invalid_key"


class TooManyKeys(Refusal):
    """A person has as many keys as they may."""

    code, status = "too_many_keys", 409
    sentence = _("You have {limit} keys. Take one back before you make another.")


class KeysOften(Refusal):
    """A person has made as many keys as they may in a day, also when they took them back."""

    code, status = "keys_often", 429
    sentence = _("You have made {limit} keys today. Please try again tomorrow.")


class KeyLimitReached(Refusal):
    """More than a key may pay in a day; `free_minor` is what would still go through."""

    code, status = "key_limit_reached", 409
    sentence = _("This key can pay {free} more today; its limit of a day is {limit}.")


class EndpointUnknown(NotFound):
    """The member, or their community, has no such endpoint."""

    code = "endpoint_unknown"
    sentence = _("There is no such webhook. It may have been removed.")


class InvalidEndpoint(InvalidInput):
    """An endpoint that was described wrongly."""

    code = "invalid_endpoint"


class TooManyEndpoints(Refusal):
    """A member or community has as many endpoints as it may."""

    code, status = "too_many_endpoints", 409
    sentence = _("There are {limit} webhooks. Remove one before you add another.")


class EndpointsOften(Refusal):
    """A member has made as many endpoints as they may in a day, also when they removed them."""

    code, status = "endpoints_often", 429
    sentence = _("You have made {limit} webhooks today. Please try again tomorrow.")


class MessagesOften(Refusal):
    """A member has asked for as many messages to webhooks as they may."""

    code, status = "messages_often", 429
    sentence = ngettext_lazy(
        "You have had {limit} messages sent within an hour. Please wait one minute.",
        "You have had {limit} messages sent within an hour. Please wait {minutes} minutes.",
        "minutes",
    )


class EndpointOff(Refusal):
    """Nothing is sent to an endpoint that is switched off."""

    code, status = "endpoint_off", 409
    sentence = _("This webhook is switched off, because nobody took its messages. Switch it on first.")


class EndpointFullUp(Refusal):
    """As many messages wait for an endpoint as may."""

    code, status = "endpoint_full", 409
    sentence = _("{limit} messages wait for this webhook. Try again when its program has taken some of them.")


class MessageUnknown(NotFound):
    """The endpoint has no such message."""

    code = "message_unknown"
    sentence = _("There is no such message. Messages are kept for 30 days, and the last 500 of each webhook.")
