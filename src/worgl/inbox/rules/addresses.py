"""Which addresses push messages may be posted to: devices name them, so they must not lead into the house. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

ADDRESS_MAX = 1_000
"""Longest address of a device, in characters."""
HTTPS = 443


def split_endpoint(address: str) -> tuple[str, int] | None:
    """Return host and port of an address that push messages may be posted to, None when it is of another form.

    >>> split_endpoint("https://push.example.org/x"), split_endpoint("http://push.example.org/x")
    (('push.example.org', 443), None)
    """
    if not (len(address) <= ADDRESS_MAX and address.isascii() and address.isprintable() and " " not in address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or HTTPS
    except ValueError:
        return None
    if (
        parts.scheme != "https"
        or not parts.hostname
        or ":" in parts.hostname
        or parts.username is not None
        or parts.password is not None
    ):
        return None
    return parts.hostname, port


def is_public_endpoint(address: str) -> bool:
    """Tell whether an address has the form, and does not name a private host by number; its name is looked up later."""
    place = split_endpoint(address)
    if place is None:
        return False
    host = place[0].rstrip(".")
    is_numeric = host.replace(".", "").isdigit()
    is_inner = "." not in host or host.endswith((".localhost", ".local", ".internal"))
    return is_public(host) if is_numeric else not is_inner


def is_public(text: str) -> bool:
    """Tell whether a numeric address is one of the open internet, also when it is an IPv4 address inside an IPv6 one.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("8.8.8.8")
    (False, False, True)
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (address, *_inner(address)))


def _inner(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    teredo = address.teredo or ()
    packed = IPv4Address(address.packed[-4:])
    # Translators such as NAT64 reach the IPv4 address in the last bits.
    translated = [packed] if address.packed[:12] == bytes.fromhex("0064ff9b0000000000000000") else []
    return [one for one in (address.ipv4_mapped, address.sixtofour, *teredo, *translated) if one is not None]
