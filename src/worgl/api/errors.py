"""Refusals of the API's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput, NotFound, Refusal


class KeyUnknown(NotFound):
    """The person has no such key."""

    code = "key_unknown"
    sentence = _("There is no such key. It may have been taken back.")


class InvalidKey(InvalidInput):
    """A key that was described wrongly."""

    code = "invalid_key"


class TooManyKeys(Refusal):
    """A person has as many keys as he may."""

    code, status = "too_many_keys", 409
    sentence = _("You have {limit} keys. Take one back before you make another.")


class KeyLimitReached(Refusal):
    """More than a key may pay in a day; `free_minor` is what would still go through."""

    code, status = "key_limit_reached", 409
    sentence = _("This key can pay {free} more today; its limit of a day is {limit}.")
