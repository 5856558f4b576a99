"""Refusals that belong to the API as a whole."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.errors import InvalidInput, NotAllowed, Refusal


class TokenUnknown(Refusal):
    """No token, or one that nobody made, that has expired or was taken back."""

    code, status = "token_unknown", 401
    sentence = _("Send a key with the request: “Authorization: Bearer KEY”. This one is missing or no longer valid.")


class ScopeMissing(NotAllowed):
    """The token does not reach so far; `scope` would."""

    code = "scope_missing"
    sentence = _("This key may not do that. It needs the scope “{scope}”.")


class KeyElsewhere(NotAllowed):
    """The token is for one community, and this is another."""

    code = "key_elsewhere"
    sentence = _("This key is for another community.")


class KeyOfOne(NotAllowed):
    """The token is for one community, and what is asked concerns its person in all of them."""

    code = "key_of_one"
    sentence = _("This key is for one community, and this concerns all of yours.")


class KeyLimited(NotAllowed):
    """The token may pay so much a day, and what is asked would pay on days to come, or all there is."""

    code = "key_limited"
    sentence = _("This key may pay only so much a day. For this a key without such a limit is needed.")


class KeyMissing(InvalidInput):
    """A write without an idempotency key."""

    code, status = "key_missing", 400

    def __init__(self) -> None:
        reason = _("Send a header “Idempotency-Key” with 1 to 100 visible ASCII characters, such as a UUID.")
        super().__init__(field="Idempotency-Key", reason=reason)


class NotReadable(Refusal):
    """A body that is no JSON."""

    code, status = "not_readable", 400
    sentence = _("The body of the request cannot be read. Send JSON in UTF-8.")


class MethodUnknown(Refusal):
    """An address that exists, asked by a method it does not have."""

    code, status = "method_unknown", 405
    sentence = _("This address does not take the method {method}. It takes: {allowed}.")


class TooMany(Refusal):
    """More requests than the window allows; `seconds` until the next one."""

    code, status = "too_many_requests", 429
    sentence = ngettext_lazy(
        "Too many requests. The next one is welcome in one second.",
        "Too many requests. The next one is welcome in {seconds} seconds.",
        "seconds",
    )
