"""Refusals that stay the answer of their key: written down as plain values, and told again in the reader's language.

A refusal by the state of the books (409 and 410) is an answer like any other: whoever sends the same write again
under the same key hears it again, whatever the books hold by then. What is said about the request itself, about who
sends it or how often, or about the node (400 to 404, 413, 422, 429, 5xx) was decided before anything was tried; the
key is then as good as new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from worgl.core.errors import KeyReused, Refusal

KEPT_STATUSES = frozenset({409, 410})
_PLAIN = (str, int, bool, type(None))

Record = Mapping[str, Any]


def is_kept(refusal: Refusal) -> bool:
    """Tell whether a refusal stays the answer of its key; one that is told again is kept already."""
    return refusal.status in KEPT_STATUSES and not refusal.is_again and not isinstance(refusal, KeyReused)


def record_of(refusal: Refusal) -> dict[str, object]:
    """Return what is kept of a refusal: its fields in words of now, its sentence for a node that knows it no more."""
    fields = {name: value if type(value) in _PLAIN else str(value) for name, value in refusal.fields.items()}
    return {"code": refusal.code, "status": refusal.status, "fields": fields, "said": str(refusal)}


def record_of_code(code: str, *, status: int, said: str) -> dict[str, object]:
    """Return a record of a refusal of which only code and sentence are known."""
    return {"code": code, "status": status, "fields": {}, "said": said, "is_whole": True}


def told_again(record: Record) -> Refusal:
    """Return a refusal as it was recorded."""
    kind = _kinds().get(record["code"])
    refusal = Refusal(**record["fields"])
    if kind is not None:
        # Not by its constructor, which may take something else than the fields.
        refusal = kind.__new__(kind)
        Refusal.__init__(refusal, **record["fields"])
    refusal.is_again = True
    if kind is None:
        _speak_for(refusal, code=record["code"], status=record["status"])
    if kind is None or record.get("is_whole"):
        _speak_for(refusal, sentence=record["said"].replace("{", "{{").replace("}", "}}"))
    return refusal


def _speak_for(refusal: Refusal, **said: object) -> None:
    """Let one refusal say something else than its kind does."""
    vars(refusal).update(said)


@cache
def _kinds() -> dict[str, type[Refusal]]:
    return {kind.code: kind for kind in _below(Refusal)}


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for own in kind.__subclasses__():
        yield own
        yield from _below(own)
