"""What is wrong with the inputs of a request, each fault in a sentence people understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.core.counts import Count
from worgl.core.errors import SAID, TOO_LONG

FAULTS_MAX = 100
"""Most faults of one request that are told."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, and why."""

    field: str
    reason: str


_CHOOSE = _("Choose one of {expected}.")
_UUID = _("This must be a UUID.")
_DATE = _("This must be a day, written like 2026-03-31.")
_TIME = _("This must be a moment with its zone, written like 2026-03-31T09:00:00Z.")
_WHOLE = _("This must be a whole number.")
_TRUE = _("This must be true or false.")
_SENTENCES: Mapping[str, str | Promise] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("This is not known here. Leave it out."),
    "string_type": _("This must be a text."),
    "string_too_short": _("This is too short; its least length is {min_length}."),
    "string_too_long": TOO_LONG,
    "string_pattern_mismatch": _("This has characters that are not allowed here."),
    "string_unicode": _("This has characters that are not allowed here."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _("This number is too large."),
    "greater_than_equal": _("This must be at least {ge}."),
    "greater_than": _("This must be more than {gt}."),
    "less_than_equal": _("This can be at most {le}."),
    "less_than": _("This must be less than {lt}."),
    "bool_type": _TRUE,
    "bool_parsing": _TRUE,
    "uuid_type": _UUID,
    "uuid_parsing": _UUID,
    "uuid_version": _UUID,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _TIME,
    "datetime_parsing": _TIME,
    "datetime_from_date_parsing": _TIME,
    "timezone_aware": _TIME,
    "enum": _CHOOSE,
    "literal_error": _CHOOSE,
    "list_type": _("This must be a list."),
    "too_long": _("There are too many entries; the most is {max_length}."),
    "too_short": _("There are too few entries; the least is {min_length}."),
    "dict_type": _("This must be an object."),
    "model_type": _("This must be an object."),
    "model_attributes_type": _("This must be an object."),
    "value_error": _("This has no meaning here."),
}
_OTHER = _("This cannot be understood here.")


def faults_of(errors: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """Return what pydantic found wrong with the inputs of a request, in its order."""
    for error in list(errors)[:FAULTS_MAX]:
        source, *place = [str(part) for part in error["loc"]]
        named = place[1:] if source == "body" else place
        yield Fault(".".join(named) or source, reason_of(error))


def reason_of(error: Mapping[str, Any]) -> str:
    """Return one of pydantic's errors as a sentence in the active language; never a pattern, never a type's name."""
    sentence = "{sentence}" if error["type"] == SAID else str(_SENTENCES.get(error["type"], _OTHER))
    told = error.get("ctx") or {}
    try:
        return sentence.format_map({**told, "longest": Count(told.get("max_length", 0))})
    except KeyError:
        return str(_OTHER)
