"""Every page that the table of doors lets somebody see, read: its forms, its fields, what stands at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

from worgl.currency.tests.walkers import Walkers
from worgl.web.tests.doors import DOORS, PEOPLE
from worgl.web.tests.test_matrix import doors

READERS = ("anonymous", "bob", "treasurer", "admin")
IN = {
    (name, who)
    for name, *words in (line.split() for line in DOORS.strip().splitlines())
    for who, word in zip(PEOPLE, words[: words.index("|")], strict=True)
    if word == "in"
}


@dataclass(slots=True)
class Form:
    """A form as it stands in a page: what it says of itself, its fields, and its first button."""

    told: dict[str, str]
    fields: list[dict[str, str]] = field(default_factory=list)
    button: dict[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> list[str]:
        """Return the fields that must be filled in."""
        return sorted({one["name"] for one in self.fields if "required" in one and one.get("type") != "hidden"})

    @property
    def hidden(self) -> dict[str, str]:
        """Return what is sent without anybody filling it in."""
        sent = {one["name"]: one.get("value", "") for one in self.fields if one.get("type") == "hidden"}
        return sent | ({self.button["name"]: self.button.get("value", "")} if "name" in self.button else {})


class Page(HTMLParser):
    """Reads a page: its forms, what stands under each id, the place that is lit in the navigation, the way back."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.texts: dict[str, str] = {}
        self.places: list[str] = []
        self.lit: list[str] = []
        self.has_back = False
        self._ids: list[str] = []
        self._in_tabs = False
        self._described = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag tells."""
        told = {name: value or "" for name, value in attrs}
        classes = told.get("class", "").split()
        if tag == "form":
            self.forms.append(Form(told))
        elif tag == "fieldset":
            self._described = told.get("aria-describedby", "")
        elif self.forms and tag in {"input", "select", "textarea"} and told.get("name"):
            own = {"aria-describedby": self._described, "aria-invalid": "true"} if self._described else {}
            self.forms[-1].fields.append(told | own)
        elif self.forms and tag == "button" and not self.forms[-1].button:
            self.forms[-1].button = told
        elif tag == "p":
            self._ids.append(told.get("id", ""))
        elif tag == "nav":
            self._in_tabs = "tabs" in classes
        elif tag == "a" and self._in_tabs and not {"mark", "acting"} & set(classes):
            self.places.append(told["href"])
            self.lit += [told["href"]] if "aria-current" in told else []
        self.has_back |= "icon-only" in classes and told.get("aria-label") == "Back"

    def handle_endtag(self, tag: str) -> None:
        """Leave a paragraph, the navigation, or fields that belong together."""
        if tag == "p" and self._ids:
            self._ids.pop()
        elif tag == "nav":
            self._in_tabs = False
        elif tag == "fieldset":
            self._described = ""

    def handle_data(self, data: str) -> None:
        """Note the text of a paragraph that has an id."""
        if self._ids and self._ids[-1]:
            self.texts[self._ids[-1]] = self.texts.get(self._ids[-1], "") + data

    def silent(self, names: list[str]) -> list[str]:
        """Return those of these fields at which no sentence says what is wrong."""
        said = {
            one["name"]
            for form in self.forms
            for one in form.fields
            if one.get("aria-invalid") == "true"
            and any(self.texts.get(name, "").strip() for name in one.get("aria-describedby", "").split())
        }
        return [name for name in names if name not in said]


def pages(town: Walkers, people: Mapping[str, Client]) -> Iterator[tuple[str, str, str, Page]]:
    """Yield name and path of each page, who sees it, and what stands on it."""
    for door in doors(town):
        for who in READERS:
            if (door.name, who) in IN:
                answer = people[who].get(door.path)
                if not answer.streaming and "text/html" in answer.headers.get("Content-Type", ""):
                    yield door.name, door.path, who, Page(answer.content.decode())
