"""Personal keys: how they are written, how long they live, what they may do."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from worgl.api.errors import InvalidKey
from worgl.communities.rules import CommunityId
from worgl.core.limits import AMOUNT_MAX
from worgl.identity.rules import PersonId

KeyId = NewType("KeyId", UUID)

KEYS_MAX = 50
"""Most keys of one person that are neither expired nor taken back."""
KEY_DAYS_MAX = 366
"""Longest life of a key, in days."""
PREFIX_LENGTH = 12
SECRET_BYTES = 32
_TOKEN = re.compile(r"worgl_([0-9a-f]{12})_([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key just made; `token` is shown this once."""

    id: KeyId
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key as its person sees it: never its secret. Without a `community` it is good in all of theirs."""

    id: KeyId
    person: PersonId
    name: str
    prefix: str
    scopes: frozenset[str]
    community: CommunityId | None
    community_name: str
    day_limit_minor: int | None
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


def token_of(prefix: str, secret: bytes) -> str:
    """Return what the bearer of a key sends.

    >>> token_of("0123456789ab", bytes(32))[:24]
    'worgl_0123456789ab_00000'
    """
    assert len(prefix) == PREFIX_LENGTH
    assert len(secret) == SECRET_BYTES
    return f"worgl_{prefix}_{secret.hex()}"


def read_token(text: str) -> tuple[str, bytes] | None:
    """Return the prefix and the hash of the secret of a token, None for what is no token of ours."""
    found = _TOKEN.fullmatch(text)
    return (found[1], secret_hash(found[2])) if found else None


def secret_hash(secret: str) -> bytes:
    """Return what is kept of a secret; it has 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).digest()


def check_scopes(scopes: Iterable[str], *, offered: Iterable[str]) -> list[str]:
    """Return scopes in the order in which they are offered; refuses InvalidKey for none or unknown ones."""
    asked = set(scopes)
    known = [scope for scope in offered if scope in asked]
    if not known or len(known) < len(asked):
        raise InvalidKey(field="scopes", reason=_("Choose what the key may do."))
    return known


def check_days(days: int) -> int:
    """Return how long a key lives; refuses InvalidKey beyond KEY_DAYS_MAX."""
    if not 1 <= days <= KEY_DAYS_MAX:
        reason = _("A key can be valid for 1 to {longest} days.").format(longest=KEY_DAYS_MAX)
        raise InvalidKey(field="days", reason=reason)
    return days


def check_limit(minor: int | None, *, community: CommunityId | None, can_pay: bool) -> int | None:
    """Return what a key may pay in a day; refuses InvalidKey where that means nothing.

    An amount has a currency, so the key must be for one community, and only payments are limited.
    """
    if minor is None:
        return None
    if not 0 < minor <= AMOUNT_MAX:
        raise InvalidKey(field="day_limit", reason=_("The amount must be more than zero and not too large."))
    if community is None:
        raise InvalidKey(
            field="day_limit", reason=_("Choose one community for the key, because a limit has a currency.")
        )
    if not can_pay:
        raise InvalidKey(field="day_limit", reason=_("A key that cannot pay needs no limit."))
    return minor
