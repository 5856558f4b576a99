"""Devices added as people add them, and keys as no browser writes them."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from worgl.core import clock
from worgl.identity.rules import PersonId
from worgl.inbox import commands
from worgl.inbox.rules import EndpointId
from worgl.inbox.tests.builders import key
from worgl.inbox.tests.pushservice import Device


def add(who: PersonId, device: Device, address: str, *, name: str = "Firefox, Android") -> EndpointId:
    return commands.add_endpoint(
        actor=who,
        address=address,
        public=device.public_text,
        secret=device.secret_text,
        name=name,
        key=key(),
        now=clock.now(),
    )


def half_written(device: Device) -> str:
    """Return a public key as one coordinate and a sign: no browser writes it so, and none may."""
    raw = device.private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return urlsafe_b64encode(raw).decode().rstrip("=")
