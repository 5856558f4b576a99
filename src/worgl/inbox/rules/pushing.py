"""Who signs push messages, and for which service: what a token says (RFC 8292, section 2). Pure."""

from __future__ import annotations

from email.utils import parseaddr

from worgl.core.addresses import PORTS, Place, is_outer_name, place_of

_LONGEST = 1_000
_NEVER_NAMES = (".test", ".invalid", ".example")
"""Ends of names that lead nowhere (RFC 6761): who checks contacts refuses them."""


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
    place = place_of(site, longest=_LONGEST)
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
