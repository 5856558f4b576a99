"""The key by which push services know this worgl (VAPID, RFC 8292): made by `worgl init`, kept in the data folder."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02


def push_key() -> Vapid02 | None:
    """Return the private key, None when push messages are not set up."""
    text = private_text()
    return _read(text) if text else None


def private_text() -> str:
    """Return the private key as text: the setting's, else the file's, else nothing."""
    if settings.PUSH_KEY:
        return str(settings.PUSH_KEY)
    return settings.PUSH_KEY_PATH.read_text(encoding="utf-8") if settings.PUSH_KEY_PATH.exists() else ""


@lru_cache(maxsize=4)
def _read(text: str) -> Vapid02:
    return Vapid02.from_pem(text.encode())


def public_key() -> str:
    """Return what browsers need to let this worgl push, "" when push messages are not set up."""
    key = push_key()
    if key is None:
        return ""
    raw = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(raw).decode().rstrip("=")
