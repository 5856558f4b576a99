"""How every answer looks: problems, marks of what was read, and how the caller stands with his window."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from ninja.errors import HttpError, ValidationError

from worgl.api.rules import Standing
from worgl.core.errors import InvalidInput, Refusal, TooLarge, problem
from worgl.core.rest import KeyMissing, MethodUnknown, NotReadable

PROBLEM = "application/problem+json"
RETRY_S = 5
KEY_HEADER = "idempotency-key"


def root(request: HttpRequest) -> HttpResponse:
    """Say what this is and where its document stands."""
    return JsonResponse({"name": "worgl", "version": "1", "document": "/api/v1/openapi.json", "about": "/api/"})


def refused(request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    """Return a refusal as problem details (RFC 9457)."""
    no = refusal if isinstance(refusal, Refusal) else refusal()
    response = HttpResponse(json.dumps(problem(no).as_json()), status=no.status, content_type=PROBLEM)
    response["Cache-Control"] = "no-store"
    seconds = no.fields.get("seconds", RETRY_S)
    if no.status in {429, 503}:
        response["Retry-After"] = str(seconds)
    if no.status == 401:  # noqa: PLR2004 -- an HTTP status
        response["WWW-Authenticate"] = 'Bearer realm="worgl"'
    return response


def unreadable(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    """Answer a body that is no JSON, or one of which two readers could understand two things."""
    cause = error.__cause__ if isinstance(error, HttpError) else None
    return refused(request, cause if isinstance(cause, Refusal) else NotReadable())


def too_big(request: HttpRequest, error: RequestDataTooBig | type[RequestDataTooBig]) -> HttpResponse:
    """Answer a body that is larger than any request needs."""
    from django.conf import settings  # noqa: PLC0415 -- read at the moment of the answer

    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return refused(request, TooLarge(asked=request.headers.get("Content-Length", "?"), limit=limit))


def invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    """Answer inputs that do not fit the document: the first that is wrong, by its place and why."""
    assert isinstance(error, ValidationError)
    first = error.errors[0]
    source, *place = [str(part) for part in first["loc"]]
    if source == "header" and place and place[-1].lower() == KEY_HEADER:
        return refused(request, KeyMissing())
    field = ".".join(place[1:] if source == "body" else place) or source
    return refused(request, InvalidInput(field=field, reason=str(first["msg"])))


def around(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Put around a view what belongs to every answer of the API."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 405 and response.get("Content-Type") != PROBLEM:  # noqa: PLR2004 -- an HTTP status
            allowed = response["Allow"]
            response = refused(request, MethodUnknown(method=request.method, allowed=allowed))
            response["Allow"] = allowed
        elif request.method == "GET" and response.status_code == 200:  # noqa: PLR2004 -- an HTTP status
            response = _marked(request, response)
        standing: Standing | None = getattr(request, "standing", None)
        if standing is not None:
            response["RateLimit-Limit"] = str(standing.limit)
            response["RateLimit-Remaining"] = str(standing.remaining)
            response["RateLimit-Reset"] = str(standing.reset_s)
        patch_vary_headers(response, ["Authorization", "Accept-Language"])
        return response

    return answered


def _marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark an answer by its content; whoever has it already gets 304."""
    mark = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if mark in {one.removeprefix("W/") for one in known} or "*" in known:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"] = mark
    return response
