"""Names, addresses and preferences of people. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

import idna
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.core.errors import InvalidInput, too_long
from worgl.core.limits import NAME_MAX
from worgl.identity.errors import ClientRefused, InvalidEmail, InvalidName

PersonId = NewType("PersonId", UUID)

EMAIL_MAX = 254
"""Longest e-mail address, by RFC 5321."""
LOCAL_MAX = 64
"""Longest part before the @, by RFC 5321."""

DIGEST_LENGTH = 64
"""Length of the SHA-256 of a picture, in hexadecimal."""

GRANT_ID_LENGTH = 32
"""Length of a grant's id: 128 random bits, in hexadecimal, with which its refresh tokens begin."""

FOLDED_MAX = 4 * NAME_MAX
"""Longest folded name: some letters come apart into several."""


def client_key(own: str) -> UUID:
    """Return the key under which a client is sealed: its id, or what stands for one that is no UUID.

    >>> client_key("0123456789abcdef0123456789abcdef").hex
    '0123456789abcdef0123456789abcdef'
    """
    try:
        return UUID(hex=own)
    except ValueError:
        return UUID(bytes=hashlib.blake2b(own.encode(), digest_size=16).digest())


class Theme(StrEnum):
    """The colours a person has chosen; SYSTEM follows their device."""

    SYSTEM = ""
    LIGHT = "light"
    DARK = "dark"


class Scope(StrEnum):
    """What a person may allow another site or program."""

    OPENID = "openid"
    PROFILE = "profile"
    EMAIL = "email"
    READ = "read"
    PAY = "pay"
    RECEIVE = "receive"
    MESSAGES = "messages"
    ADMIN = "admin"


SCOPES: Mapping[str, str | Promise] = {
    Scope.OPENID.value: _("Recognise you when you come back"),
    Scope.PROFILE.value: _("See your name"),
    Scope.EMAIL.value: _("See your e-mail address"),
    Scope.READ.value: _("Read your balances, payments, communities and notices"),
    Scope.PAY.value: _("Pay from your accounts, and see what that would leave"),
    Scope.RECEIVE.value: _("See what you are paid, give it back, and ask for payments to you"),
    Scope.MESSAGES.value: _("Read your messages and write in your name"),
    Scope.ADMIN.value: _(
        "Do in your communities what your roles allow, join and found communities, show who you are, "
        "choose what you are told; if it may also pay: leave communities"
    ),
}
"""Each scope in the words of the page that asks for consent."""


class ClientKind(StrEnum):
    """What a client is: a site that keeps a secret, an app that cannot, a program that acts for its owner."""

    SITE = "site"
    APP = "app"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class ClientView:
    """A client as operators see it; `owner` is for whom a machine acts."""

    id: str
    name: str
    kind: ClientKind
    scopes: tuple[str, ...]
    redirect_uris: tuple[str, ...]
    owner: PersonId | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewClient:
    """A fresh client; its secret is shown this once, "" for an app."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """What stands behind an access token: the person it acts for, what it may do, which client holds it."""

    person: PersonId
    scopes: frozenset[str]
    client: str


_REFRESH_TOKEN = re.compile(r"([0-9a-f]{32})\.[A-Za-z0-9_-]+")


def grant_of(refresh_token: str) -> str | None:
    """Return the id of the grant a refresh token is of, None for one that names none.

    >>> grant_of("0123456789abcdef0123456789abcdef.secret")
    '0123456789abcdef0123456789abcdef'
    """
    found = _REFRESH_TOKEN.fullmatch(refresh_token)
    return found[1] if found else None


def is_registered(address: str, registered: Iterable[str]) -> bool:
    """Tell whether an address is one of those registered, letter by letter (OAuth 2.1, section 4.1.1).

    Only an app on the asker's own machine may listen at another port each time (RFC 8252, section 7.3).

    >>> is_registered("https://shop.example.org/back?a=1", ["https://shop.example.org/back"])
    False
    >>> is_registered("http://127.0.0.1:5123/back", ["http://127.0.0.1/back"])
    True
    """
    return any(address == one or _without_port(address) == _without_port(one) is not None for one in registered)


_LOOPBACK = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]))(?::\d{1,5})?((?:[/?].*)?)", re.DOTALL)


def _without_port(address: str) -> tuple[str, ...] | None:
    found = _LOOPBACK.fullmatch(address)
    return found.groups() if found else None


_SAFE_ADDRESS = re.compile(r"(https://[^/?:@\s]+|http://(localhost|127\.0\.0\.1|\[::1\]))(:\d{1,5})?([/?]\S*)?")
_OWN_ADDRESS = re.compile(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:/\S*")
"""An address of an app, which begins with a name turned around, such as org.example.app:/back (RFC 8252)."""


def clean_redirect_uri(text: str, *, kind: ClientKind) -> str:
    """Return an address people are sent back to; refuses ClientRefused on one that would carry codes in the open.

    https; http only on the same machine; an address of its own kind such as org.example.app:/back only for apps.

    >>> clean_redirect_uri("https://shop.example.org/back", kind=ClientKind.SITE)
    'https://shop.example.org/back'
    """
    address = text.strip()
    is_own = kind is ClientKind.APP and _OWN_ADDRESS.fullmatch(address)
    if "*" in address or "#" in address or not (is_own or _SAFE_ADDRESS.fullmatch(address)):
        raise ClientRefused(field="redirect", reason=_("Give a full https address without * and #."))
    return address


def clean_scopes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return scopes in their order, each once; refuses ClientRefused on an unknown one and on none.

    >>> clean_scopes(["email", "openid", "email"])
    ('openid', 'email')
    """
    asked = set(texts)
    known = tuple(scope.value for scope in Scope if scope.value in asked)
    if not asked or len(known) < len(asked):
        names = ", ".join(scope.value for scope in Scope)
        raise ClientRefused(field="scope", reason=_("Choose among: {names}.").format(names=names))
    return known


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as they see themselves; `email` is never shown to others.

    `language` is what they chose, "" for the browser's; `told_in` is the language of letters and push messages to
    them: the chosen one, else that of the pages they signed up or last signed in on, "" when neither is known.
    """

    id: PersonId
    email: str
    name: str
    language: str
    told_in: str
    theme: Theme
    is_operator: bool


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture as it is handed out, and of whom it is: people who sent the same one share its digest."""

    digest: str
    content: bytes
    persons: tuple[PersonId, ...]


_JOINERS = frozenset("\u200c\u200d")
"""Joiners that emoji and several scripts need."""
_TAGS = frozenset(map(chr, range(0xE0020, 0xE0080)))
"""Characters that spell out some flags."""
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_NOT_SEARCHED = frozenset({"Mn", "Cc", "Cf", "Cs"})
"""Marks and invisible characters: people do not type them when they look for somebody."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that look like nothing at all."""


def clean_name(text: str, *, field: str = "name", longest: int = NAME_MAX) -> str:
    """Return a name as it is kept: NFC, trimmed, single spaces. Any script and emoji are welcome.

    Refuses InvalidName: nothing visible, more than `longest` characters, or control characters, among
    them those that turn the direction of writing and so could show one name and mean another.

    >>> clean_name("  Mira   Novak ")
    'Mira Novak'
    """
    trimmed = unicodedata.normalize("NFC", text).strip()
    if not _is_printable_ascii(trimmed) and any(map(_misleads, trimmed)):
        raise InvalidName(field=field, reason=_("Please use only letters, digits, punctuation and emoji."))
    name = " ".join(trimmed.split())
    if not any(map(_is_visible, name)):
        raise InvalidName(field=field, reason=_("Please type a name."))
    if len(name) > longest:
        raise InvalidName(field=field, reason=str(too_long(longest)))
    return name


def _is_printable_ascii(text: str) -> bool:
    """Tell whether a text is of the plainest kind, which needs no look at each character."""
    return text.isascii() and text.isprintable()


def _misleads(character: str) -> bool:
    return unicodedata.category(character) in _REFUSED and character not in _JOINERS | _TAGS


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK


_APOSTROPHES = (
    "'`\u00b4\u00b7\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\uff07\u05f3\u0387"
)
"""Signs within a name that people write in many ways, or leave out."""
_SIGNS = str.maketrans(
    dict.fromkeys(_APOSTROPHES)
    | {"\u2212": " "}
    | dict(zip("łøđðħŧıĸƶɨʉɛɔəƀɓɖɗƙƴƒȼǥɇɉɍɏⱥⱦŋɲ", "loddhtikziueoebbddkyfcgejryatnn", strict=True))
    | {"þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ĳ": "ij", "ŉ": "n"}
)
"""Letters that are no letter with an accent, as people write them who have no such key."""


def fold(text: str) -> str:
    """Return text as searches compare it: without case, accents, apostrophes, joiners and differences of form.

    Letters such as ł, ø and æ are as people without such keys write them; dashes of all kinds are spaces.

    >>> fold(" JÖRG  Weiß"), fold("Łukasz O’Neill‑Sørensen")
    ('jorg weiss', 'lukasz oneill sorensen')
    """
    known = text.translate(_SIGNS)
    # Lower case can decompose further, so it is decomposed before and after.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", known).casefold()).translate(_SIGNS)
    plain = "".join(" " if unicodedata.category(character) == "Pd" else character for character in plain)
    kept = (character for character in plain if unicodedata.category(character) not in _NOT_SEARCHED)
    return " ".join("".join(kept).split())[:FOLDED_MAX].strip()


_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]+")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_UNSEEN = "\ufeff\u200b\u200e\u200f\u2060"


def clean_email(text: str) -> str:
    """Return an address as it is kept: trimmed, lower case, its domain as mail servers know it (IDNA).

    So both spellings of one domain are one address. Refuses InvalidEmail on what is plainly no address, and on
    what our mail cannot send: letters beyond ASCII before the @. Whether e-mails arrive only an e-mail can tell.

    >>> clean_email(" Mira@Example.org "), clean_email("mira@Bücher.example")
    ('mira@example.org', 'mira@xn--bcher-kva.example')
    """
    local, _at, domain = unicodedata.normalize("NFC", text).strip().strip(_UNSEEN).lower().rpartition("@")
    host = _host(domain)
    if (
        host
        and not local.isascii()
        and _LOCAL.fullmatch("".join(sign for sign in local if not _is_letter(sign)) or "a")
    ):
        reason = _(
            "E-mail cannot be sent to this address: before the @ only the letters a to z, digits and common signs "
            "are possible."
        )
        raise InvalidEmail(field="email", reason=reason)
    if not host or not _LOCAL.fullmatch(local):
        raise InvalidEmail(field="email", reason=_("Please type an e-mail address such as mira@example.org."))
    if len(local) > LOCAL_MAX:
        raise InvalidEmail(
            field="email", reason=_("The part before the @ has at most {longest} characters.").format(longest=LOCAL_MAX)
        )
    if len(local) + 1 + len(host) > EMAIL_MAX:
        raise InvalidEmail(field="email", reason=str(too_long(EMAIL_MAX)))
    return f"{local}@{host}"


def kept_email(text: str) -> str:
    """Return an address as it is kept, "" for what is none: nobody has that.

    >>> kept_email(" Mira@Example.org "), kept_email("mira")
    ('mira@example.org', '')
    """
    try:
        return clean_email(text)
    except InvalidEmail:
        return ""


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _host(domain: str) -> str:
    """Return a domain as mail servers know it, "" for what is none."""
    try:
        plain = idna.encode(domain, uts46=True).decode() if not domain.isascii() or "xn--" in domain else domain
    except idna.IDNAError:
        return ""
    return plain if all(_LABEL.fullmatch(label) for label in plain.split(".")) else ""


def clean_theme(text: str) -> Theme:
    """Return the theme of a text; refuses InvalidInput."""
    try:
        return Theme(text)
    except ValueError:
        raise InvalidInput(field="theme", reason=_("Choose light, dark, or as the device does.")) from None


def clean_language(text: str, *, offered: frozenset[str]) -> str:
    """Return a language among those offered, or "" for the browser's choice; refuses InvalidInput."""
    if text and text not in offered:
        raise InvalidInput(field="language", reason=_("This language is not offered."))
    return text
