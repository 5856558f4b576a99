"""The sentences about too long texts and too large numbers: the same in forms, over the API and by commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worgl.core.counts import Count
from worgl.core.errors import InvalidInput

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TOO_LONG = _("At most {longest} characters.")


def too_long(longest: int) -> _StrPromise:
    """Return what is said of a text that is longer than so many characters, in the language of its reader."""
    return format_lazy(TOO_LONG, longest=Count(longest))


def check_length(text: str, *, most: int, field: str) -> None:
    """Refuse InvalidInput for a text of more than `most` characters."""
    if len(text) > most:
        raise InvalidInput(field=field, reason=str(too_long(most)))
