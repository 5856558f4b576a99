"""What other systems call the columns and states of their members, and how they write amounts.

Komunitin: `members.csv` of its migration bundle, by its FORMAT.md: amounts with a point and nothing else, people
named by their address in `adminUsers`, blank for no limit. Cyclos: lists of users and balances, whose columns and
number formats each installation chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from worgl.communities.rules import MemberState


class Column(StrEnum):
    """What a row can say."""

    NAME = "name"
    CODE = "code"
    EMAIL = "email"
    CONTACT = "contact"
    KIND = "kind"
    STATE = "state"
    JOINED = "joined"
    BALANCE = "balance"
    CREDIT = "credit"
    CEILING = "ceiling"


SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: ("name", "full name", "display name", "displayname", "user", "member"),
    Column.CODE: ("code", "username", "login name", "login", "account", "account number", "id"),
    Column.EMAIL: ("adminusers", "email", "e-mail", "email address", "mail", "contact.email"),
    Column.CONTACT: ("contact.email", "contact e-mail", "email", "e-mail"),
    Column.KIND: ("kind", "type", "group"),
    Column.STATE: ("state", "status", "user status"),
    Column.JOINED: ("joined", "createdat", "creationdate", "creation date", "activation date", "member since"),
    Column.BALANCE: ("balance", "account.balance", "account balance"),
    Column.CREDIT: ("credit", "account.creditlimit", "creditlimit", "credit limit"),
    Column.CEILING: ("ceiling", "account.maximumbalance", "maximumbalance", "upper credit limit"),
}
"""Names under which files are known to carry a column, in small letters; the first that a file has is taken.

EMAIL is where a system keeps the address a person signs in with; CONTACT the one it shows to others.
"""

SHOP_WORDS = ("business", "shop", "company", "enterprise", "organisation", "organization", "public", "store")
STATES: Mapping[MemberState, frozenset[str]] = {
    MemberState.ACTIVE: frozenset({"", "active", "enabled", "normal", "aktiv", "activo", "activa", "actif"}),
    MemberState.SUSPENDED: frozenset(
        {
            *("suspended", "blocked", "disabled", "inactive", "paused", "locked", "frozen"),
            *(
                "gesperrt",
                "pausiert",
                "inaktiv",
                "suspendido",
                "bloqueado",
                "inactivo",
                "suspendu",
                "bloqué",
                "inactif",
            ),
        }
    ),
    MemberState.LEFT: frozenset({"left", "deleted", "removed", "purged", "expelled", "closed", "archived"}),
    MemberState.APPLIED: frozenset({"draft", "pending", "applied", "new", "unconfirmed"}),
}
"""What a member's state is called elsewhere; a word that stands nowhere here is asked about, not guessed."""

_KOMUNITIN_AMOUNT = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class Layout(StrEnum):
    """Where a table comes from, as far as its header tells."""

    OWN = "own"
    CYCLOS = "cyclos"
    KOMUNITIN = "komunitin"


def layout_of(header: Sequence[str]) -> Layout:
    """Return whose table has these columns.

    >>> layout_of(["code", "account.balance"]).value, layout_of(["Login name", "name"]).value
    ('komunitin', 'cyclos')
    """
    names = {name.strip().lower() for name in header}
    if {"account.balance", "account.creditlimit", "adminusers"} & names:
        return Layout.KOMUNITIN
    return Layout.CYCLOS if {"username", "login name", "login"} & names else Layout.OWN


def state_of(text: str) -> MemberState | None:
    """Return the state that a word of another system means, None for one that is not known.

    >>> state_of("Disabled").value, state_of("vip")
    ('suspended', None)
    """
    word = text.strip().casefold()
    return next((state for state, words in STATES.items() if word in words), None)


def addresses_in(cells: Mapping[Column, str]) -> Iterator[str]:
    """Yield the addresses of a row's people, those they sign in with first.

    >>> list(addresses_in({Column.EMAIL: "ada@example.org;bob@example.org", Column.CONTACT: "mill@example.org"}))
    ['ada@example.org', 'bob@example.org', 'mill@example.org']
    """
    for column in (Column.EMAIL, Column.CONTACT):
        yield from filter(None, (one.strip() for one in cells.get(column, "").split(";")))


def is_komunitin_amount(text: str) -> bool:
    """Tell whether a text is an amount as Komunitin writes it: digits and at most one point, nothing else.

    >>> [is_komunitin_amount(text) for text in ("1.000", "-5", "1,000", "+5", "007")]
    [True, True, False, False, False]
    """
    return _KOMUNITIN_AMOUNT.fullmatch(text) is not None
