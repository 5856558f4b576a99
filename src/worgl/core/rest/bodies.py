"""JSON that is sent: read so that it can mean one thing only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from worgl.core import jsons
from worgl.core.rest.refusals import NotReadable


def read_json(text: str | bytes) -> Any:  # noqa: ANN401 -- JSON of any shape
    """Return what a text says; refuses NamedTwice for a name that stands twice in an object, NotReadable for all else.

    Text is UTF-8; what is nested without end is no JSON.
    """
    try:
        return jsons.read_json(text if isinstance(text, str) else text.decode())
    except (ValueError, RecursionError) as error:
        raise NotReadable from error


class OneMeaning(Parser):
    """Reads bodies for the addresses of the API."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 -- JSON of any shape
        """Return the body; refuses as `read_json`, through the error of the framework."""
        return read_json(request.body)
