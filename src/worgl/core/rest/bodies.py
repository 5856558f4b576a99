"""JSON that is sent: read so that it can mean one thing only."""

from __future__ import annotations

import json
from typing import Any, Never

from django.http import HttpRequest
from ninja.parser import Parser

from worgl.core.rest.refusals import NamedTwice, NotReadable


def read_json(text: str | bytes) -> Any:  # noqa: ANN401 -- JSON of any shape
    """Return what a text says; refuses NamedTwice for a name that stands twice in an object, NotReadable for all else.

    Programs that read JSON differ in which of the two they take, so that a payment checked by one could be another
    to the next. Text is UTF-8; what no standard allows (NaN, Infinity) and what is nested without end is no JSON.
    """
    try:
        plain = text if isinstance(text, str) else text.decode()
        return json.loads(plain, object_pairs_hook=_object, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotReadable from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise NamedTwice(next(name for name in names if names.count(name) > 1))
    return found


def _no_number(text: str) -> Never:
    raise ValueError(text)


class OneMeaning(Parser):
    """Reads bodies for the addresses of the API."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 -- JSON of any shape
        """Return the body; refuses as `read_json`, through the error of the framework."""
        return read_json(request.body)
