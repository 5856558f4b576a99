"""What a community is founded with: address, time zone, decimal mark, cap, words."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from zoneinfo import available_timezones

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput, reason_of
from worgl.identity.rules import clean_name, fold

CAP_DEFAULT = 500
"""Members a community has room for unless told otherwise (spec money.md, Separation)."""
CAP_MIN = 2
CAP_MAX = 10_000
"""Most living members an administrator can allow (spec money.md, Separation)."""
FOUNDED_MAX = 50
"""Most communities one person can found on a node."""
WORD_MAX = 30
"""Longest word of a community's own, in characters."""

SLUG_MIN, SLUG_MAX = 3, 40
_SLUG = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{{SLUG_MIN - 2},{SLUG_MAX - 2}}})[a-z0-9]")
RESERVED_SLUGS = frozenset(
    re.split(
        r"\s+",
        "about account accounts admin api app assets demo docs found health help home identity join login logout mail "
        "media metrics new node operator pay receipt root settings sign-in sign-up static status support system test "
        "town web well-known worgl www",
    )
)
"""Addresses that would be taken for the node's own pages or people."""
_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})

WORDS = {
    "community": _("town"),
    "member": _("member"),
    "members": _("members"),
    "commons": _("common fund"),
    "admin": _("administrator"),
    "treasurer": _("treasurer"),
    "moderator": _("moderator"),
    "shop": _("shop"),
    "levy": _("levy"),
    "offer": _("offer"),
}
"""The words a community can replace by its own, with those used until it does."""


def check_slug(text: str) -> str:
    """Return an address; refuses InvalidInput unless it has 3 to 40 of a-z, 0-9 and inner dashes and is not reserved.

    >>> check_slug(" Alder-Brook ")
    'alder-brook'
    """
    slug = text.strip().lower()
    if not _SLUG.fullmatch(slug) or "--" in slug:
        reason = _("Use 3 to 40 small letters a to z, digits and dashes, such as alder-brook.")
        raise InvalidInput(field="slug", reason=reason)
    if slug in RESERVED_SLUGS:
        raise InvalidInput(field="slug", reason=_("This address is used by the site itself. Please choose another."))
    return slug


def slug_for(name: str) -> str:
    """Propose an address for a name; "" when the name has too few Latin letters and digits.

    >>> slug_for("Bäckerei & Freunde"), slug_for("Łódź"), slug_for("木")
    ('backerei-freunde', 'lodz', '')
    """
    plain = fold(name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_MAX].strip("-")
    return slug if len(slug) >= SLUG_MIN and slug not in RESERVED_SLUGS else ""


def check_zone(text: str) -> str:
    """Return the name of a time zone of the IANA database; refuses InvalidInput."""
    if text not in _zones():
        raise InvalidInput(field="zone", reason=_("Choose a time zone such as Europe/Vienna."))
    return text


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - _NO_PLACE


def check_decimal_mark(text: str) -> str:
    """Return "." or ","; refuses InvalidInput."""
    if text not in {".", ","}:
        raise InvalidInput(field="decimal_mark", reason=_("Decimals are set off by a point or a comma."))
    return text


def check_cap(cap: int, *, seats: int) -> int:
    """Return a cap that keeps who is there; refuses InvalidInput.

    The bound is CAP_MAX, but a community that an import has made larger may keep its size.
    """
    lowest, highest = max(CAP_MIN, seats), max(CAP_MAX, seats)
    if not lowest <= cap <= highest:
        reason = reason_of(_("Choose a number from {lowest} to {highest}."), lowest=lowest, highest=highest)
        raise InvalidInput(field="cap", reason=reason)
    return cap


def check_words(words: Mapping[str, str]) -> dict[str, str]:
    """Return a community's own words; an empty one gives the usual word back. Refuses InvalidInput, InvalidName."""
    unknown = sorted(words.keys() - WORDS.keys())
    if unknown:
        raise InvalidInput(field="words", reason=_("“{word}” cannot be replaced.").format(word=unknown[0][:40]))
    given = {key: word for key, word in words.items() if word.strip()}
    return {key: clean_name(word, field=key, longest=WORD_MAX) for key, word in given.items()}


def check_language(code: str) -> str:
    """Return the code of a language; refuses InvalidInput unless it has two or three small letters."""
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise InvalidInput(field="language", reason=_("Choose a language such as de."))
    return code


def words_of(own: Mapping[str, str], by_language: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, str]:
    """Return every word of WORDS: a community's own for the reader's language, else for all, else the usual one."""
    mine = (by_language or {}).get((get_language() or "").split("-")[0], {})
    return {key: mine.get(key) or own.get(key) or str(usual) for key, usual in WORDS.items()}
