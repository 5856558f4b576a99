"""The document in words: what every operation, place and member means, and a sample of each; what webhooks tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from worgl.api.rules.samples import sample_of
from worgl.api.rules.terms import PLACES, term_of
from worgl.core.domains import webhook_events
from worgl.core.facts import Fact

Document = dict[str, Any]
_SENT_BY_WEBHOOKS = "What a webhook sends."
_SIGNED = (
    ("webhook-id", "The id of the message; sent again it is the same."),
    ("webhook-timestamp", "When it was sent, in seconds since 1970."),
    ("webhook-signature", "`v1,` and the HMAC-SHA256 of id, timestamp and body with the webhook's secret, in base64."),
)


def explain(document: Document) -> None:
    """Write into a document what its operations, places and members mean, and samples; what is said stays."""
    shapes = document["components"]["schemas"]
    for name, shape in shapes.items():
        shape.setdefault("description", _page_of(name))
        for member, schema in shape.get("properties", {}).items():
            schema.setdefault("description", term_of(name, member))
            if "$ref" not in schema:
                schema.setdefault("examples", [sample_of(schema, shapes, name=member)])
    for _path, _method, operation in operations(document):
        operation.setdefault("description", operation["summary"])
        for parameter in operation.get("parameters", ()):
            parameter.setdefault("description", PLACES.get(parameter["name"], ""))
            parameter.setdefault("example", sample_of(parameter["schema"], shapes, name=parameter["name"]))
        _give_samples(operation, shapes)


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Yield every operation of a document with its path and method, those of webhooks as well."""
    for part in ("paths", "webhooks"):
        for path, ways in document[part].items():
            for method, operation in ways.items():
                yield path, method, operation


def _page_of(name: str) -> str:
    inner = name.removeprefix("List_").removesuffix("_").removesuffix("Shape")
    return f"A page of a list of {inner}; `next` is the `cursor` of the page that follows, null on the last one."


def _give_samples(operation: Document, shapes: Document) -> None:
    sound = (answer for status, answer in operation["responses"].items() if status < "300")
    bodies = [operation.get("requestBody", {}), *sound]
    for media, content in ((media, one) for body in bodies for media, one in body.get("content", {}).items()):
        schema = content.get("schema", {})
        if "json" in media and schema:
            content.setdefault("example", sample_of(schema, shapes))


def told() -> Document:
    """Return what webhooks tell, each kind as an operation of the receiver (OpenAPI 3.1)."""
    return {kind: {"post": _told(kind, one.fact, str(one.happens))} for kind, one in webhook_events().items()}


def _told(kind: str, fact: type[Fact], meaning: str) -> Document:
    data = TypeAdapter(fact).json_schema()
    data.setdefault("description", (fact.__doc__ or "").strip())
    for name, schema in data["properties"].items():
        schema.pop("title", None)
        schema["description"] = _FACTS.get(name, "") or term_of(kind, name)
        schema["examples"] = [sample_of(schema, {}, name=name)]
    body = {
        "type": "object",
        "description": "The fact, when it happened, and of which kind it is.",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": kind, "description": "The kind of the fact.", "examples": [kind]},
            "timestamp": {
                "type": "string",
                "format": "date-time",
                "description": "When it happened.",
                "examples": ["2026-03-31T09:00:00Z"],
            },
            "data": data,
        },
    }
    headers = [
        {"in": "header", "name": name, "required": True, "schema": {"type": "string"}, "description": said}
        for name, said in _SIGNED
    ]
    return {
        "operationId": f"told_{kind.replace('.', '_')}",
        "summary": f"{meaning[:1].upper()}{meaning[1:]}.",
        "description": f"{' '.join((fact.__doc__ or '').split())} Whoever answers 2xx within 10 seconds has taken it.",
        "tags": [_SENT_BY_WEBHOOKS],
        "parameters": headers,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"2XX": {"description": "It was taken."}},
    }


_FACTS = {
    "payment": "Id of the payment.",
    "refund_of": "Id of the payment that goes back.",
    "community": "Id of the community.",
    "payer": "Id of the member who pays.",
    "payee": "Id of the member who is paid.",
    "member": "Id of the member.",
    "amount_minor": "The amount, in whole minor units.",
    "minor": "The amount, in whole minor units.",
    "taken_minor": "What was taken in all, in whole minor units.",
    "levy": "Id of the levy.",
    "name": "Name of the rule.",
    "source": "Out of which account it was given.",
}
"""What a member of a fact means where it is an id, or an amount without its unit."""
