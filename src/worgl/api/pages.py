"""The document of the API as people read it, on the page and in the reference: every address with what it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import pgettext_lazy

EVERYWHERE = frozenset({"If-None-Match", "Acting-For"})
"""Headers that every address takes; they are told once, not for each."""


TOPICS: Mapping[str, Promise] = {
    "Me": pgettext_lazy("topic of the API", "Me"),
    "Everything about me": pgettext_lazy("topic of the API", "Everything about me"),
    "Notices": pgettext_lazy("topic of the API", "Notices"),
    "Communities": pgettext_lazy("topic of the API", "Communities"),
    "Founding": pgettext_lazy("topic of the API", "Founding"),
    "Joining": pgettext_lazy("topic of the API", "Joining"),
    "Members": pgettext_lazy("topic of the API", "Members"),
    "Messages": pgettext_lazy("topic of the API", "Messages"),
    "Shops": pgettext_lazy("topic of the API", "Shops"),
    "Wallet": pgettext_lazy("topic of the API", "Wallet"),
    "Payments": pgettext_lazy("topic of the API", "Payments"),
    "Payment requests": pgettext_lazy("topic of the API", "Payment requests"),
    "Standing orders": pgettext_lazy("topic of the API", "Standing orders"),
    "Pay lists": pgettext_lazy("topic of the API", "Pay lists"),
    "Vouchers": pgettext_lazy("topic of the API", "Vouchers"),
    "Disputes": pgettext_lazy("topic of the API", "Disputes"),
    "Account": pgettext_lazy("topic of the API", "Account"),
    "Town": pgettext_lazy("topic of the API", "Town"),
    "Rules": pgettext_lazy("topic of the API", "Rules"),
    "Treasury": pgettext_lazy("topic of the API", "Treasury"),
    "Members and their money": pgettext_lazy("topic of the API", "Members and their money"),
    "Imports": pgettext_lazy("topic of the API", "Imports"),
    "Queue": pgettext_lazy("topic of the API", "Queue"),
    "Administration": pgettext_lazy("topic of the API", "Administration"),
    "Announcements": pgettext_lazy("topic of the API", "Announcements"),
    "Invitations and terms": pgettext_lazy("topic of the API", "Invitations and terms"),
    "Leaving": pgettext_lazy("topic of the API", "Leaving"),
    "Webhooks": pgettext_lazy("topic of the API", "Webhooks"),
    "Look and texts": pgettext_lazy("topic of the API", "Look and texts"),
    "What a webhook sends.": pgettext_lazy("topic of the API", "What a webhook sends"),
}
"""The topics as the pages name them to their reader; the document itself is in English."""


@dataclass(frozen=True, slots=True)
class Part:
    """A named input or member of an answer and what it holds; it is sent in its `place`: path, query, header, body."""

    name: str
    kind: str
    required: bool
    meaning: str = ""
    place: str = "body"
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """One way to ask one address."""

    method: str
    path: str
    summary: str
    scopes: tuple[str, ...]
    inputs: tuple[Part, ...]
    outputs: tuple[Part, ...]
    refusals: tuple[str, ...]
    name: str = ""
    meaning: str = ""
    media: str = ""
    sent: str = ""
    given: str = ""

    @property
    def slug(self) -> str:
        """The name as it stands in the address of its page."""
        return slugify(self.name)


@dataclass(frozen=True, slots=True)
class Group:
    """Addresses that belong together."""

    name: str
    addresses: tuple[Address, ...]

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return str(TOPICS.get(self.name, self.name))

    @property
    def slug(self) -> str:
        """The name as it stands in the address of its page."""
        return slugify(self.name)


def groups_of(document: Mapping[str, Any]) -> tuple[Group, ...]:
    """Return the addresses of a document (OpenAPI 3.1) by their tags, in its order."""
    found: dict[str, list[Address]] = {}
    every = (way for part in ("paths", "webhooks") for way in document.get(part, {}).items())
    for path, ways in every:
        for method, operation in ways.items():
            address = _address(document, path, method, operation)
            found.setdefault(operation["tags"][0], []).append(address)
    return tuple(Group(name, tuple(addresses)) for name, addresses in found.items())


def _address(document: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> Address:
    answers = operation["responses"]
    media, sent = _sample(operation.get("requestBody", {}))
    return Address(
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        scopes=tuple(" + ".join(scopes.split()) for scopes in operation.get("x-scopes", ())),
        inputs=tuple(_inputs(document, operation)),
        outputs=tuple(_members(document, _schema(answers.get("200", {})))),
        refusals=tuple(status for status in answers if status >= "400"),
        name=operation["operationId"],
        meaning=operation.get("description", ""),
        media=media,
        sent=sent,
        given=_sample(answers.get("200", {}))[1],
    )


def _sample(holder: Mapping[str, Any]) -> tuple[str, str]:
    """Return of which kind a body is, "" where there is none, and a sample of it, "" of a file."""
    for media, content in holder.get("content", {}).items():
        sample = content.get("example")
        return media, "" if sample is None else json.dumps(sample, indent=2, ensure_ascii=False)
    return "", ""


def _inputs(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[Part]:
    for parameter in operation["parameters"]:
        if parameter["name"] not in EVERYWHERE:
            place = parameter["in"]
            kind, sample = f"{_kind(parameter['schema'])} ({place})", parameter.get("example", "")
            meaning = parameter.get("description", "")
            yield Part(parameter["name"], kind, bool(parameter["required"]), meaning, place, str(sample or ""))
    yield from _members(document, _schema(operation.get("requestBody", {})))


def _schema(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    content: Mapping[str, Any] = next(iter(holder.get("content", {}).values()), {})
    schema: Mapping[str, Any] = content.get("schema", {})
    return schema


def _members(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Part]:
    shape = _resolved(document, schema)
    required = set(shape.get("required", ()))
    for name, member in shape.get("properties", {}).items():
        yield Part(name, _kind(member), name in required, member.get("description", ""))
        if "properties" in member:
            yield from (replace(part, name=f"{name}.{part.name}") for part in _members(document, member))


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = document["components"]["schemas"][_last(schema["$ref"])]
    return found


def _kind(schema: Mapping[str, Any]) -> str:
    """Return what a schema holds, in a few words."""
    if "$ref" in schema:
        return _last(schema["$ref"]).removesuffix("Shape")
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    if "allOf" in schema:
        return _kind(schema["allOf"][0])
    return str(schema.get("format") or schema.get("type") or "value")


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]
