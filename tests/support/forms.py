"""Every form of every page: found by following links, told apart, filled in and sent by a real browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from django.urls import Resolver404, resolve

OWN = frozenset({"csrfmiddlewaretoken", "key"})
"""Fields that every form has and nobody fills in."""
SAMPLES = 2
"""How many pages of one kind, such as two members' cards, are looked at for each person."""
APART = ("/operator/tables/", "/api/v1/", "/static/")
"""Django's own tables behind a second factor, the API and files: none of them is a page of ours with a form."""
_WORD = re.compile(r"[a-z_]+")


@dataclass(slots=True)
class Form:
    """One form as it stands in a page: where it sends, its fields, and the buttons that send it."""

    index: int
    action: str
    method: str
    is_part: bool
    """Whether script fetches a part of the page when it is sent, in place of a page."""
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told and "download" not in told:
            self.links.append(urljoin(self.address, told["href"]))
        elif tag == "form":
            action = urljoin(self.address, told.get("action", "") or self.address)
            self._open = Form(len(self.forms), action, told.get("method", "get").upper(), "hx-get" in told)
            self.forms.append(self._open)
        elif self._open is not None:
            self._take(tag, told)

    def _take(self, tag: str, told: dict[str, str]) -> None:
        assert self._open is not None
        kind, name = told.get("type", "submit" if tag == "button" else "text"), told.get("name", "")
        if tag == "button" and kind == "submit":
            self._open.buttons.append((name, told.get("value", "")))
        elif tag in {"input", "select", "textarea"} and name:
            self._open.fields.setdefault(name, told.get("value", "") if kind == "hidden" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A form with one of its buttons, on the page where somebody saw it."""

    key: str
    who: str
    page: str
    fields: tuple[str, ...]


def read(html: str, address: str) -> tuple[list[Form], list[str]]:
    """Return the forms and the links of a page."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms, reader.links


def keys_of(form: Form) -> Iterator[tuple[str, int]]:
    """Yield what tells a form and a button of it apart from all others of the site, and the button's place."""
    view = view_of(urlsplit(form.action).path)
    names = sorted(set(form.fields) - OWN)
    # What is chosen by a hidden word, such as whether faulty rows are left out, makes another form of it.
    words = [f"{name}={form.fields[name]}" if _is_word(form.fields[name]) else name for name in names]
    # Without a button it can still be sent by the Enter key, when there is a field to be in.
    for place, (name, value) in enumerate(form.buttons or [("", "")] * bool(names)):
        button = (
            f" [{name}={value}]" if name and _is_word(value) and view != "demo:act_as" else f" [{name}]" * bool(name)
        )
        yield f"{form.method} {view}{button}" + (f" ({', '.join(words)})" if words else ""), place


def _is_word(text: str) -> bool:
    return bool(_WORD.fullmatch(text)) and len(text) <= 10


def view_of(path: str) -> str:
    """Return the name of the view a path leads to, with the words that choose what it does."""
    try:
        match = resolve(path)
    except Resolver404:
        return path
    act = match.kwargs.get("act", "")
    return match.view_name + (f" {act}" if act else "")


def is_page(address: str, site: str) -> bool:
    """Tell whether an address is a page of ours that may be opened by following it."""
    parts = urlsplit(address)
    own = address.startswith(site) and not parts.path.startswith(APART)
    return own and parts.path.endswith(("/", "authorize")) and view_of(parts.path) != parts.path


def kind_of(address: str) -> tuple[str, tuple[str, ...]]:
    """Return what makes a page another kind of page: its view, and which questions its address asks."""
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    return view_of(parts.path), tuple(sorted(asked))


class Walk:
    """Pages somebody has still to look at: each kind of page SAMPLES times, in these towns alone."""

    def __init__(self, site: str, seeds: list[str], *, towns: Collection[str]) -> None:
        self.site, self.towns = site, towns
        self._waiting = list(dict.fromkeys(seeds))
        self._known = set(self._waiting)
        self._counted: Counter[tuple[str, tuple[str, ...]]] = Counter()

    def __iter__(self) -> Iterator[str]:
        # Where somebody begins is always looked at and is no sample.
        yield from (self._waiting.pop(0) for _seed in range(len(self._waiting)))
        while self._waiting:
            address = self._waiting.pop(0)
            self._counted[kind_of(address)] += 1
            if self._counted[kind_of(address)] <= SAMPLES:
                yield address

    def found(self, links: list[str]) -> None:
        """Take what a page leads to."""
        for link in links:
            address = link.partition("#")[0]
            if address not in self._known and is_page(address, self.site) and self._is_here(address):
                self._known.add(address)
                self._waiting.append(address)

    def _is_here(self, address: str) -> bool:
        place = urlsplit(address).path.split("/")
        return place[1] != "c" or place[2] in self.towns


def faults_of_headers(headers: Mapping[str, str], *, is_own: bool) -> list[str]:
    """Return what a page's headers fail to protect; `is_own` when it was made for somebody who has signed in."""
    faults = []
    policy = headers.get("content-security-policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or "frame-ancestors 'none'" not in policy:
        faults.append(f"its content security policy is {policy!r}")
    # `no-referrer` makes browsers send `Origin: null` with a form, which is refused; the others tell other sites.
    if headers.get("referrer-policy") != "same-origin":
        faults.append(f"its referrer policy is {headers.get('referrer-policy')!r}")
    if headers.get("x-content-type-options") != "nosniff" or headers.get("x-frame-options") != "DENY":
        faults.append("it may be sniffed or framed")
    kept = headers.get("cache-control", "")
    if is_own and not ("private" in kept or "no-store" in kept):
        faults.append(f"others may be given it: {kept!r}")
    return faults
