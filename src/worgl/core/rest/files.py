"""Files over the API: tables that are sent and given, and papers."""

from __future__ import annotations

from django.http import HttpResponse

from worgl.core.errors import TooLarge
from worgl.core.pictures import CONTENT_TYPE
from worgl.core.rest.caller import ApiRequest

CSV, PDF = "text/csv", "application/pdf"
TABLE = {"required": True, "content": {CSV: {"schema": {"type": "string"}}}}
"""Describes a body that is a table as text, in an encoding the address tells."""


def sent_bytes(request: ApiRequest, *, most: int) -> bytes:
    """Return the body of a request; refuses TooLarge for more than `most` bytes, having read no more than that."""
    body = request.read(most + 1)
    if len(body) > most:
        raise TooLarge(asked=request.headers.get("Content-Length", "?"), limit=most)
    return body


def file_of(content: str | bytes, *, media: str, name: str) -> HttpResponse:
    """Return a file under the name it is saved by."""
    response = HttpResponse(content, content_type=f"{media}; charset=utf-8" if media == CSV else media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def picture_of(content: bytes) -> HttpResponse:
    """Return a picture of a person, which nobody but its reader may keep."""
    headers = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
