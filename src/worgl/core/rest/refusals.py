"""Refusals that belong to the API as a whole."""

from __future__ import annotations

from collections.abc import Iterable

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
        reason = _(
            "Send a header “Idempotency-Key” with 1 to 100 visible ASCII characters and no comma, such as a UUID."
        )
        super().__init__(field="Idempotency-Key", reason=reason)


class NotReadable(Refusal):
    """A body that is no JSON."""

    code, status = "not_readable", 400
    sentence = _("The body of the request cannot be read. Send JSON in UTF-8.")


class HeaderUnreadable(InvalidInput):
    """A header that decides something, is there, and says nothing readable."""

    code, status = "header_unreadable", 400

    def __init__(self, name: str) -> None:
        reason = _(
            "The header “{name}” cannot be read, so nothing was done. Send one code or id in ASCII, or leave it out."
        )
        super().__init__(field=name, reason=reason.format(name=name))


class QueryUnknown(InvalidInput):
    """A parameter behind the question mark that the address does not take, or takes once only."""

    code = "query_unknown"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        allowed = ", ".join(known)
        reason = (
            _("This address takes no “{name}” behind the question mark. It takes: {allowed}.")
            if allowed
            else _("This address takes nothing behind the question mark, and no “{name}”.")
        )
        super().__init__(field=name[:80], reason=reason.format(name=name[:80], allowed=allowed))


class QueryTwice(InvalidInput):
    """A parameter behind the question mark that is sent twice."""

    code = "query_twice"

    def __init__(self, name: str) -> None:
        reason = _("“{name}” is there twice after the question mark, so it could mean either. Send it once.")
        super().__init__(field=name, reason=reason.format(name=name))


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
