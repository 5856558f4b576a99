"""Signed links that work without signing in: they turn letters off, and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from worgl.identity.rules import PersonId
from worgl.inbox.errors import LinkUnknown

_SALT = "worgl.inbox.off"


def off_token(person: PersonId, kinds: str) -> str:
    """Return what a letter's link carries: who gets it and which letters it turns off."""
    return signing.dumps([person.hex, kinds], salt=_SALT)


def read_off_token(token: str) -> tuple[PersonId, str]:
    """Return person and letters of a link; it does not expire, as letters are kept. Refuses LinkUnknown."""
    try:
        person, kinds = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise LinkUnknown from None
    return PersonId(UUID(hex=person)), str(kinds)
