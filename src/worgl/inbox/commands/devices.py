"""Devices that take push messages, and the key they are signed with."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from py_vapid import Vapid02

from worgl.core import counters
from worgl.core.addresses import is_outer_name, place_of
from worgl.core.commands import IdempotencyKey, command
from worgl.core.limits import DEVICES_ADDED, NAME_MAX
from worgl.identity.rules import PersonId
from worgl.inbox.errors import DevicesOften, InvalidEndpoint, PushNotSetUp, TooManyDevices
from worgl.inbox.models import Endpoint
from worgl.inbox.queries.push_key import private_text, public_key
from worgl.inbox.rules import EndpointId

ADDRESS_MAX = 1_000
"""Longest address of a device, in characters."""
ENDPOINTS_MAX = 10
PUBLIC_BYTES = 65
"""A point that is written out in full, as RFC 8291 (3.1) wants it; it can also be written in half as many."""
SECRET_BYTES = 16


@command
def add_endpoint(
    *, actor: PersonId, address: str, public: str, secret: str, name: str, key: IdempotencyKey, now: datetime
) -> EndpointId:
    """Let a device of one's own take push messages; one that is known changes its owner, keys and name.

    `public` and `secret` are base64url as browsers give them. Refuses PushNotSetUp, InvalidEndpoint, TooManyDevices,
    DevicesOften.
    """
    if not public_key():
        raise PushNotSetUp
    _check_address(address)
    _check_keys(public, secret)
    wait = counters.count_act(DEVICES_ADDED, actor, now=now)
    if wait:
        raise DevicesOften(limit=DEVICES_ADDED.most, seconds=wait)
    Endpoint.objects.filter(address=address).exclude(person=actor).delete()
    others = Endpoint.objects.filter(person=actor).exclude(address=address)
    if others.count() >= ENDPOINTS_MAX:
        raise TooManyDevices(limit=ENDPOINTS_MAX)
    values = {"public_key": public, "secret": secret, "name": _device_name(name), "since": now}
    row, _fresh = Endpoint.objects.update_or_create(person_id=actor, address=address, defaults=values)
    return EndpointId(row.pk)


def _check_address(address: str) -> None:
    place = place_of(address, longest=ADDRESS_MAX)
    # A number of IPv6 is no push service's address, and none can be signed for.
    is_public = place is not None and place.scheme == "https" and is_outer_name(place.host) and ":" not in place.host
    if not is_public and not settings.PUSH_PRIVATE:
        raise InvalidEndpoint(field="address", reason=_("Messages can only be sent to public https addresses."))


def _check_keys(public: str, secret: str) -> None:
    reason = _("The browser gave keys that cannot be used. Please try again.")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(public))
        are_whole = len(_bytes(public)) == PUBLIC_BYTES and len(_bytes(secret)) == SECRET_BYTES
    except (ValueError, binascii.Error):
        raise InvalidEndpoint(field="address", reason=reason) from None
    if not are_whole:
        raise InvalidEndpoint(field="address", reason=reason)


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _device_name(text: str) -> str:
    return " ".join("".join(each for each in text if each.isprintable()).split())[:NAME_MAX]


@command
def remove_endpoint(*, actor: PersonId, endpoint: UUID, key: IdempotencyKey, now: datetime) -> None:
    """Let a device of one's own take no more push messages; one that is gone already stays gone."""
    Endpoint.objects.filter(pk=endpoint, person=actor).delete()


def make_push_key() -> bool:
    """Make the key push messages are signed with, unless there is one; tells whether it is new. For operators."""
    if private_text():
        return False
    key = Vapid02()
    key.generate_keys()
    try:
        with settings.PUSH_KEY_PATH.open("xb") as file:
            settings.PUSH_KEY_PATH.chmod(0o600)
            file.write(key.private_pem())
    except FileExistsError:
        return False
    return True
