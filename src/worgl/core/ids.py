"""Identifiers: UUIDv7 that sort by time, and short codes people can type."""

from __future__ import annotations

import os
import secrets
import threading
import time
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput

_lock = threading.Lock()
_last = 0

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
CODE_LENGTH = 8
_LOOKALIKES = str.maketrans("OIL", "011", "- ")


class InvalidCode(InvalidInput):
    """A typed code with a wrong length, letter or check character."""

    code = "invalid_code"


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562), strictly rising within this process even when the machine's clock is set back."""
    global _last  # noqa: PLW0603 -- one monotonic counter per process is the point
    stamp = time.time_ns() // 1_000_000 << 12
    with _lock:
        _last = max(stamp, _last + 1)
        high = _last
    return _v7(high, int.from_bytes(os.urandom(8), "big"))


def new_ids(count: int) -> list[UUID]:
    """Return so many fresh ids in rising order, as `new_id` makes them one by one."""
    global _last  # noqa: PLW0603 -- as above
    stamp = time.time_ns() // 1_000_000 << 12
    with _lock:
        first = max(stamp, _last + 1)
        _last = first + count - 1
    chance = os.urandom(8 * count)
    return [_v7(first + place, int.from_bytes(chance[8 * place : 8 * place + 8], "big")) for place in range(count)]


def derived_id(millis: int, digest: bytes) -> UUID:
    """Return the UUIDv7 that a moment (ms since 1970) and a digest of 10 bytes or more always give again."""
    high = millis << 12 | int.from_bytes(digest[:2], "big") & 0xFFF
    return _v7(high, int.from_bytes(digest[2:10], "big"))


def _v7(high: int, low: int) -> UUID:
    stamp, sub = high >> 12, high & 0xFFF
    return UUID(int=stamp << 80 | 7 << 76 | sub << 64 | 2 << 62 | low & (1 << 62) - 1)


def new_code() -> str:
    """Return a random 8-character code whose last character checks the others."""
    return code_from(secrets.randbelow(len(CODE_ALPHABET) ** (CODE_LENGTH - 1)))


def code_from(number: int) -> str:
    """Return the code of a number below 32**7, for seeded data that must come out the same each time."""
    body = ""
    for _position in range(CODE_LENGTH - 1):
        number, digit = divmod(number, 32)
        body = CODE_ALPHABET[digit] + body
    return body + _check_character(body)


def read_code(text: str) -> str:
    """Return the canonical code for what a person typed: case, dashes and lookalike letters are forgiven.

    Refuses InvalidCode on a wrong length, letter or check character: a mistyped code never pays a stranger.

    >>> read_code("abcd-efg" + _check_character("ABCDEFG").lower())[:7]
    'ABCDEFG'
    """
    code = text.strip().upper().translate(_LOOKALIKES)
    valid = len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) and code[-1] == _check_character(code[:-1])
    if not valid:
        reason = _("“{text}” is not a valid code. A code has 8 letters and digits; please check it.")
        raise InvalidCode(field="code", reason=reason.format(text=text.strip()[:20]))
    return code


def _check_character(body: str) -> str:
    weighted = sum((2 * index + 1) * CODE_ALPHABET.index(character) for index, character in enumerate(body))
    return CODE_ALPHABET[weighted % 32]
