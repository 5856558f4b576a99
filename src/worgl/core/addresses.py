"""Which addresses this node may be asked to call: strangers name them, so none may lead into the house. Pure.

One rule for webhooks, push messages and whatever else is called at an address somebody typed (`core.outgoing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parseaddr
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, NamedTuple
from urllib.parse import urlsplit

PORTS: Final = {"https": 443, "http": 80}
INNER_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa", ".onion")
"""Ends of names that mean something in one's own network alone (RFC 6761, RFC 6762, RFC 8375, ICANN)."""

_NEVER_NAMES = (".test", ".invalid", ".example")
"""Ends of names that lead nowhere (RFC 6761): who checks contacts refuses them."""


class Place(NamedTuple):
    """Where an address leads: the name or number that is asked for, and what is asked there."""

    scheme: str
    host: str
    port: int
    target: str
    netloc: str


def place_of(address: str, *, longest: int) -> Place | None:
    """Return the parts of an http or https address, None when it is none, or says more than host, port and path.

    >>> place_of("https://push.example.org/x?y", longest=99)
    Place(scheme='https', host='push.example.org', port=443, target='/x?y', netloc='push.example.org')
    >>> place_of("https://anna:word@example.org/", longest=99), place_of("ftp://example.org/", longest=99)
    (None, None)
    """
    if not (len(address) <= longest and address.isascii() and address.isprintable() and " " not in address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or port == 0 or "@" in parts.netloc or "#" in address:
        return None
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return Place(parts.scheme, parts.hostname, port or PORTS[parts.scheme], target, parts.netloc)


def is_outer_name(host: str) -> bool:
    """Tell whether a host can be one of the open internet by how it is written; what a name means is looked up later.

    >>> [is_outer_name(host) for host in ("example.org", "localhost", "printer.lan", "10.0.0.1", "2130706433")]
    [True, False, False, False, False]
    """
    name = host.rstrip(".").lower()
    if ":" in name or _looks_like_a_number(name):
        return is_public(name)
    return "." in name and not name.endswith(INNER_NAMES)


def _looks_like_a_number(name: str) -> bool:
    """Tell whether the last part is a number, also one written as `0x7f` or `0177`: then the whole is one."""
    last = name.rpartition(".")[2]
    return last.isdigit() or (last.startswith("0x") and all(digit in "0123456789abcdef" for digit in last[2:]))


def contact(*, sender: str, site: str) -> str:
    """Return where a push service reaches who runs this node: the letters' sender, or else the site's address.

    Some services take no message whose contact is at a name of one's own network, as a sender that nobody has set is.

    >>> contact(sender="Coins <town@example.org>", site="https://coins.example.org")
    'mailto:town@example.org'
    >>> contact(sender="worgl@localhost", site="https://coins.example.org:8443")
    'https://coins.example.org'
    >>> contact(sender="worgl@localhost", site="http://localhost:8000")
    'mailto:worgl@localhost'
    """
    address = parseaddr(sender)[1]
    if _is_known(address.rpartition("@")[2]):
        return f"mailto:{address}"
    place = place_of(site, longest=len(site))
    if place is not None and place.scheme == "https" and _is_known(place.host):
        return f"https://{place.host}"
    return f"mailto:{address or 'worgl@localhost'}"


def _is_known(host: str) -> bool:
    return ":" not in host and is_outer_name(host) and not host.lower().endswith(_NEVER_NAMES)


def origin(place: Place) -> str:
    """Return the origin of an address as browsers write it: without the port that goes without saying (RFC 6454, 6.1).

    >>> origin(Place("https", "push.example.org", 443, "/x", "push.example.org:443"))
    'https://push.example.org'
    >>> origin(Place("http", "127.0.0.1", 8000, "/x", "127.0.0.1:8000"))
    'http://127.0.0.1:8000'
    """
    port = "" if place.port == PORTS[place.scheme] else f":{place.port}"
    return f"{place.scheme}://{place.host}{port}"


def is_public(text: str) -> bool:
    """Tell whether a numeric address belongs to nobody's own network, and leads to no other address on the way.

    Addresses that hold an IPv4 address for a translator or a tunnel are refused, whatever they hold: nobody is
    reached by them alone.

    >>> [is_public(text) for text in ("93.184.215.14", "10.0.0.1", "127.0.0.1", "169.254.169.254", "::1")]
    [True, False, False, False, False]
    >>> [is_public(text) for text in ("2606:4700::1111", "2002:7f00:1::", "64:ff9b::7f00:1", "::ffff:8.8.8.8")]
    [True, False, False, False]
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return _is_public_v4(address)
    is_own = any(address in network for network in _NOT_PUBLIC_V6)
    return address in _UNICAST and address.scope_id is None and not is_own and not _leads_inside(address)


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not any(address in network for network in _NOT_PUBLIC_V4)


def _leads_inside(address: IPv6Address) -> bool:
    """Tell whether an address of any prefix is one of ISATAP, or of a translator (RFC 6052) to a private number."""
    packed = address.packed
    return packed[8:12] in _ISATAP or any(map(_is_private_v4, _translated(packed)))


def _translated(packed: bytes) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that translators would read, under prefixes of 32 to 96 bits (RFC 6052, 2.2)."""
    if packed[8:12] == bytes(4):
        yield IPv4Address(packed[12:])
    for bits in (32, 40, 48, 56, 64):
        # The ninth byte is kept free: what the address has left goes behind it.
        inner = (packed[:8] + packed[9:])[bits // 8 :]
        if packed[8] == 0 and not any(inner[4:]):
            yield IPv4Address(inner[:4])


def _is_private_v4(address: IPv4Address) -> bool:
    """Tell whether it is surely an inner one; numbers such as ::1 and ::8888 are nobody's IPv4 address."""
    return address not in _NOBODYS_V4 and not _is_public_v4(address)


def _v4(*networks: str) -> tuple[IPv4Network, ...]:
    return tuple(IPv4Network(network) for network in networks)


def _v6(*networks: str) -> tuple[IPv6Network, ...]:
    return tuple(IPv6Network(network) for network in networks)


_NOBODYS_V4 = IPv4Network("0.0.0.0/8")
_NOT_PUBLIC_V4 = _v4(
    # Named although Python calls most of them private: which ones it does differs from version to version.
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/3",
)  # fmt: skip
_UNICAST = IPv6Network("2000::/3")
"""All that is handed out of IPv6. Outside: mapped, compatible and translated IPv4, NAT64, own, link and site."""
_NOT_PUBLIC_V6 = _v6("2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20")
"""Teredo, ORCHID and the like; documentation; 6to4; what was given back."""
_ISATAP = frozenset({bytes.fromhex("00005efe"), bytes.fromhex("02005efe")})
"""Before these an IPv4 address ends an address of ISATAP (RFC 5214)."""
