"""Asking an address of the API from its page: the same request a program would send, answered in this process.

Nothing of the visitor goes along but the key that was typed: no cookie opens an address of the API.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from worgl.api.pages import Address

SHOWN_MAX = 20_000
"""Most characters of an answer that are shown."""
_KEPT = ("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.url_scheme", "wsgi.errors", "REMOTE_ADDR")
_HEADERS = ("HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")


@dataclass(frozen=True, slots=True)
class Told:
    """What was asked and answered."""

    line: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: str


def asked(request: HttpRequest, one: Address, typed: Mapping[str, str]) -> Told:
    """Ask an address with what was typed into its form, and return what it answered."""
    given = {part: typed.get(f"{part.place}_{part.name}", "").strip() for part in one.inputs}
    path = one.path
    for part, value in given.items():
        path = path.replace(f"{{{part.name}}}", quote(value, safe="")) if part.place == "path" else path
    query = urlencode([(part.name, value) for part, value in given.items() if part.place == "query" and value])
    headers = {part.name: value for part, value in given.items() if part.place == "header" and value}
    headers |= {"Authorization": f"Bearer {typed['token'].strip()}"} if typed.get("token") else {}
    headers |= {"Acting-For": typed["acting"].strip()} if typed.get("acting") else {}
    inner = _inner(request, one.method, path, query, headers, typed.get("body", ""), one.media)
    return _told(f"{one.method} {path}{'?' if query else ''}{query}", _answer(inner))


def _inner(
    request: HttpRequest, method: str, path: str, query: str, headers: Mapping[str, str], body: str, media: str
) -> WSGIRequest:
    content = body.encode() if media else b""
    outer = request.META
    environ = {name: outer[name] for name in (*_KEPT, *_HEADERS) if name in outer}
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    return WSGIRequest(
        {
            **environ,
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(content)),
            "CONTENT_TYPE": media,
            "wsgi.input": io.BytesIO(content),
        }
    )


def _answer(inner: WSGIRequest) -> HttpResponse:
    try:
        found = resolve(inner.path_info)
    except Http404:
        return HttpResponse(status=404)
    answer: HttpResponse = found.func(inner, *found.args, **found.kwargs)
    return answer


def _told(line: str, answer: HttpResponse) -> Told:
    shown = ("Content-Type", "ETag", "Retry-After", "RateLimit-Remaining")
    headers = tuple((name, answer[name]) for name in shown if name in answer)
    return Told(line, answer.status_code, answer.reason_phrase, headers, _text(answer))


def _text(answer: HttpResponse) -> str:
    kind = answer.get("Content-Type", "")
    if "json" in kind and "ndjson" not in kind:
        return json.dumps(json.loads(answer.content), indent=2, ensure_ascii=False)[:SHOWN_MAX]
    return answer.content.decode()[:SHOWN_MAX] if kind.startswith(("text/", "application/x-ndjson")) else ""
