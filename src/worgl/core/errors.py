"""Refusals: typed answers "no", rendered as page, problem+json and CLI line from one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.counts import Count

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refusal(Exception):
    """An expected "no". Subclasses set `code` (stable), `status` (HTTP) and `sentence`.

    `sentence` is for a member: what is wrong and what to do; `{name}` is filled from the keyword
    fields given to the constructor; with a number that may be one it is an `ngettext_lazy` that names that
    field. A bug is never a Refusal. `is_again` tells of one that is the first answer of its key, told again (see
    `core.repeating`).
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    sentence: ClassVar[str | Promise] = _("This cannot be done.")
    is_again: bool = False

    def __init__(self, **fields: object) -> None:
        self.fields: Mapping[str, object] = fields
        super().__init__(self.code, fields)

    def __str__(self) -> str:
        """Return the sentence with its fields filled in, in the active language."""
        shown = {name: _shown(name, value) for name, value in self.fields.items()}
        # Django's lazy text with a plural takes its number when it is filled in.
        counted = getattr(self.sentence, "format", None) if hasattr(self.sentence, "_get_number_value") else None
        return str(counted(**shown) if counted else str(self.sentence).format_map(_Fields(shown)))


NAMES = frozenset({"port", "book", "account", "line", "commit", "version"})
"""Fields whose numbers name something: they are written as they are typed, without marks between thousands."""


def _shown(name: str, value: object) -> object:
    return Count(value) if type(value) is int and name not in NAMES else value


class _Fields(dict[str, object]):
    """Leaves an unknown placeholder as it stands instead of hiding the refusal behind a KeyError."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def reason_of(sentence: str | Promise, **counts: int) -> str:
    """Return the reason of a refusal with its numbers filled in, written as its reader writes them.

    >>> reason_of("At most {longest} characters.", longest=2_000)
    'At most 2,000 characters.'
    """
    return str(sentence).format(**{name: Count(number) for name, number in counts.items()})


class NotFound(Refusal):
    """The thing asked for does not exist, or the viewer may not know that it does."""

    code, status = "not_found", 404
    sentence = _("There is nothing here, or it is not yours to see.")


class NotAllowed(Refusal):
    """The actor may not do this."""

    code, status = "not_allowed", 403
    sentence = _("You may not do this. Ask an administrator of your community.")


class InvalidInput(Refusal):
    """A value is not of the form asked for; `field` names it, `reason` says why."""

    code, status = "invalid_input", 422
    sentence = _("{reason}")


TOO_LONG = _("At most {longest} characters.")
"""Said of too long a text: by forms, over the API and by commands."""


SAID = "said"
"""The kind of error that brings its own sentence."""


def too_long(longest: int) -> _StrPromise:
    """Return what is said of a text that is longer than so many characters, in the language of its reader."""
    return format_lazy(TOO_LONG, longest=Count(longest))


def check_length(text: str, *, most: int, field: str) -> None:
    """Refuse InvalidInput for a text of more than `most` characters."""
    if len(text) > most:
        raise InvalidInput(field=field, reason=str(too_long(most)))


class PictureRefused(InvalidInput):
    """A file is no picture, or one that is too large or damaged."""

    code = "picture_refused"


class PicturesOften(Refusal):
    """Somebody has had as many pictures drawn as they may; each costs a processor a moment."""

    code, status = "pictures_often", 429
    sentence = ngettext_lazy(
        "You have changed pictures {limit} times. Please wait one minute.",
        "You have changed pictures {limit} times. Please wait {minutes} minutes.",
        "minutes",
    )


class PackedOften(Refusal):
    """Somebody has had everything about themselves packed as often as they may in a day."""

    code, status = "packed_often", 429
    sentence = _("Everything about you was packed {limit} times today. Please try again tomorrow.")


class KeyReused(Refusal):
    """An idempotency key came back with other content."""

    code, status = "key_reused", 409
    sentence = _("This request was already sent with other content. Start again with a fresh page.")


class TooLarge(Refusal):
    """Something exceeds its size limit."""

    code, status = "too_large", 413
    sentence = _("This is too large: {asked}; at most {limit} is taken.")


class Unavailable(Refusal):
    """The database cannot be reached or is busy; the same request may be sent again."""

    code, status = "unavailable", 503
    sentence = _("worgl cannot reach its database right now. Nothing was changed. Please try again in a moment.")


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal as RFC 9457 problem details."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    fields: Mapping[str, str]
    errors: Sequence[Mapping[str, str]] = ()

    def as_json(self) -> dict[str, object]:
        """Return the members of the problem+json body."""
        return {
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            **({"fields": dict(self.fields)} if self.fields else {}),
            **({"errors": [dict(one) for one in self.errors]} if self.errors else {}),
        }


def problem(refusal: Refusal) -> Problem:
    """Return the refusal as problem details; the fields are their text, by name: told again it is the same text."""
    return Problem(
        type=f"urn:worgl:problem:{refusal.code}",
        title=refusal.code.replace("_", " ").capitalize(),
        status=refusal.status,
        code=refusal.code,
        detail=str(refusal),
        fields={name: str(value) for name, value in sorted(refusal.fields.items())},
    )


class ReaderUnknown(NotFound):
    """No reader of this name reads facts of this topic."""

    code = "reader_unknown"
    sentence = _("There is no reader “{reader}” of “{topic}”. “worgl facts readers” lists them.")
