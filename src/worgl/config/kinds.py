"""What may stand in a setting: each kind says what is wrong with a text, in words for an operator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from email.utils import parseaddr
from typing import Protocol
from urllib.parse import urlsplit

YES, NO = frozenset({"yes", "true", "on", "1"}), frozenset({"no", "false", "off", "0"})
_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


class Kind(Protocol):
    """What may stand in a setting."""

    def problem(self, text: str) -> str:
        """Return what is wrong with a text, "" when nothing is."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, or one of some length; it is never repeated, for it may be a secret."""

    least: int = 0

    def problem(self, text: str) -> str:
        """Look at the length of what is given."""
        return f"must have at least {self.least} characters, or be left empty" if 0 < len(text) < self.least else ""


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """yes or no."""

    def problem(self, text: str) -> str:
        """Know the words for either."""
        return "" if text.lower() in YES | NO else f"must be yes or no, not “{text}”"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words."""

    words: tuple[str, ...]
    may_be_empty: bool = False

    def problem(self, text: str) -> str:
        """Know the words, and what is near one."""
        if text in self.words or (self.may_be_empty and not text):
            return ""
        near = get_close_matches(text.lower(), [word.lower() for word in self.words], n=1)
        meant = [word for word in self.words if near and word.lower() == near[0]]
        hint = f"; did you mean {meant[0]}?" if meant else ""
        return f"must be one of {', '.join(self.words)}, not “{text}”{hint}"


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within bounds."""

    least: int
    most: int

    def problem(self, text: str) -> str:
        """Read digits only: no sign, no space, no separator."""
        is_number = text.isascii() and text.isdigit() and self.least <= int(text) <= self.most
        return "" if is_number else f"must be a whole number from {self.least} to {self.most}, not “{text}”"


@dataclass(frozen=True, slots=True)
class Hosts:
    """Names of hosts, separated by commas; one that begins with a dot stands for all below it."""

    def problem(self, text: str) -> str:
        """Find what is no name of a host: an address, a port, a star."""
        for name in (each.strip() for each in text.split(",")):
            if name and not _HOST.fullmatch(name):
                return f"must be names such as coins.example.org, without http:// and port; “{name}” is none"
        return ""


@dataclass(frozen=True, slots=True)
class Site:
    """The address of a site: scheme and host, perhaps a port."""

    def problem(self, text: str) -> str:
        """Find what is no such address, or more than one."""
        parts = urlsplit(text)
        try:
            is_site = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_site = False
        if not is_site or not _HOST.fullmatch(_bracketed(parts.hostname or "")):
            return f"must be an address such as https://coins.example.org, not “{text}”"
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            return f"must end after the host; worgl cannot be served below “{text}”"
        return ""


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@dataclass(frozen=True, slots=True)
class Sender:
    """An e-mail address, perhaps with a name before it."""

    def problem(self, text: str) -> str:
        """Find what no letter could come from."""
        _name, address = parseaddr(text)
        local, at, host = address.rpartition("@")
        is_sender = at and local and _HOST.fullmatch(host) and " " not in address
        return "" if is_sender else f"must be an address such as Coins <coins@example.org>, not “{text}”"


ANY = Text()
YES_OR_NO = YesOrNo()
