"""Samples for the document of the API: a value for each member, put together to whole bodies. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
DEPTH_MAX = 6
"""So deep are bodies put together; none is deeper, a shape within itself would be without end."""
_UUID = "0197f2a4-5c00-7000-8000-000000000001"
_FORMATS: Mapping[str, object] = {
    "uuid": _UUID,
    "date-time": "2026-03-31T09:00:00Z",
    "date": "2026-03-31",
    "binary": "",
}
_NAMES: Mapping[str, object] = {
    "unit": "ALD",
    "exponent": 2,
    "minor": 1250,
    "code": "ABCD1234",
    "payee": "ABCD1234",
    "payer": "ABCD1234",
    "name": "Anna",
    "note": "two loaves",
    "reason": "The bread was dry.",
    "slug": "alderbrook",
    "zone": "Europe/Vienna",
    "decimal_mark": ".",
    "url": "https://till.example.org/worgl",
    "kinds": ["payments.paid"],
    "scopes": ["read"],
    "email": "anna@example.org",
    "address": "anna@example.org",
    "language": "en",
    "link": "https://worgl.example.org/",
    "text": "Are there eggs?",
    "next": None,
    "cursor": "",
    "secret": "whsec_c2VjcmV0",
    "file_name": "wages.csv",
    "field": "amount.minor",
    "fields": {"field": "amount.minor", "reason": "This must be at least 1."},
    "type": "urn:worgl:problem:not_enough",
    "title": "Not enough",
    "detail": "You can spend 12.50 alder at most. Choose a smaller amount, or sell something first.",
    "status": 200,
    "coin_name": "alder",
    "community_name": "Alderbrook",
    "counterparty": "Otto",
    "words": {"member": "neighbour"},
    "picture": "",
    "error": "",
    "trouble": "",
    "hour": 7,
    "line": 1,
    "value": 5_000,
    "sentence": "Otto paid you 12.50 alder.",
}
"""Values by a member's name, where its type says too little."""
_KINDS: Mapping[str, object] = {"string": "text", "integer": 3, "number": 1, "boolean": False, "null": None}


def sample_of(schema: Schema, shapes: Mapping[str, Schema], *, name: str = "", depth: int = 0) -> object:
    """Return a value that a schema allows, of an object with all its members.

    >>> sample_of({"type": "array", "items": {"type": "string", "format": "date"}}, {})
    ['2026-03-31']
    """
    schema = _resolved(schema, shapes)
    if "enum" in schema or "const" in schema:
        return schema.get("const", [*schema.get("enum", ()), None][0])
    if "anyOf" in schema:
        return _one_of(schema["anyOf"], shapes, name=name, depth=depth)
    if schema.get("type") == "object" and ("properties" in schema or "propertyNames" in schema):
        return _object(schema, shapes, depth=depth)
    if schema.get("type") == "array" and name not in _NAMES:
        return [sample_of(schema["items"], shapes, depth=depth + 1)] if depth < DEPTH_MAX else []
    return _plain(schema, name)


def _resolved(schema: Schema, shapes: Mapping[str, Schema]) -> Schema:
    """Return a schema itself where it is told by its name."""
    if "allOf" in schema:
        (schema,) = schema["allOf"]
    return shapes[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _one_of(ways: list[Schema], shapes: Mapping[str, Schema], *, name: str, depth: int) -> object:
    if name in _NAMES and any(_fits(_NAMES[name], way) for way in ways):
        return _NAMES[name]
    sound = [way for way in ways if way.get("type") != "null"]
    return sample_of(sound[0], shapes, name=name, depth=depth) if sound and depth < DEPTH_MAX else None


def _object(schema: Schema, shapes: Mapping[str, Schema], *, depth: int) -> dict[str, object]:
    if "propertyNames" in schema:
        name = str(sample_of(schema["propertyNames"], shapes))
        return {name: sample_of(schema["additionalProperties"], shapes, depth=depth + 1)}
    parts = schema["properties"].items()
    return {name: sample_of(part, shapes, name=name, depth=depth + 1) for name, part in parts}


def _plain(schema: Schema, name: str) -> object:
    kind = schema.get("type")
    if schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    if name in _NAMES and _fits(_NAMES[name], schema):
        return _NAMES[name]
    if kind == "integer":
        return max(schema.get("minimum", 3), min(3, schema.get("maximum", 3)))
    if kind == "string":
        return "text"[: schema.get("maxLength", 4)]
    return {} if kind == "object" else _KINDS.get(str(kind))


def _fits(value: object, schema: Schema) -> bool:
    """Tell whether a value is of the type of a schema."""
    types = {str: "string", int: "integer", list: "array", dict: "object", type(None): "null"}
    return schema.get("type") == types[type(value)]
