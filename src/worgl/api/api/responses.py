"""How every answer looks: problems, marks of what was read, and how the caller stands with their window."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from ninja.errors import HttpError, ValidationError

from worgl.api.rules import RateLimit
from worgl.core.errors import InvalidInput, Refusal, TooLarge, problem
from worgl.core.rest import HeaderUnreadable, KeyMissing, MethodUnknown, NotReadable, check_headers
from worgl.core.rest.faults import Fault, faults_of

PROBLEM = "application/problem+json"
RETRY_S = 5
KEY_HEADER = "Idempotency-Key"


def root(request: HttpRequest) -> HttpResponse:
    """Say what this is and where its document stands."""
    return JsonResponse({"name": "worgl", "version": "1", "document": "/api/v1/openapi.json", "about": "/api/"})


def refused(request: HttpRequest, refusal: Refusal | type[Refusal], faults: Sequence[Fault] = ()) -> HttpResponse:
    """Return a refusal as problem details (RFC 9457), with all that is wrong with the inputs of a request."""
    no = refusal if isinstance(refusal, Refusal) else refusal()
    told = replace(problem(no), errors=[asdict(fault) for fault in faults])
    response = HttpResponse(json.dumps(told.as_json()), status=no.status, content_type=PROBLEM)
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
    """Answer inputs that do not fit the document: all that is wrong, by its place and why."""
    assert isinstance(error, ValidationError)
    faults = [_said(fault) for fault in faults_of(error.errors)]
    first = next((fault for fault in faults if fault.field == KEY_HEADER), faults[0])
    is_key = first.field == KEY_HEADER
    return refused(request, KeyMissing() if is_key else InvalidInput(**asdict(first)), faults)


def _said(fault: Fault) -> Fault:
    """Return a fault, of the header that every write needs in words of its own."""
    if fault.field.lower() != KEY_HEADER.lower():
        return fault
    return Fault(KEY_HEADER, str(KeyMissing()))


def around(view: Callable[..., HttpResponse], methods: Iterable[str]) -> Callable[..., HttpResponse]:
    """Put around a view of these methods what belongs to every answer of the API.

    HEAD is answered as GET is, without the body, OPTIONS by the methods there are.
    """
    taken = sorted({*methods, "OPTIONS", *(["HEAD"] if "GET" in methods else [])})
    allowed = ", ".join(taken)

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        asked = str(request.method)
        if asked == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": allowed})
        elif asked not in taken:
            response = refused(request, MethodUnknown(method=asked[:20], allowed=allowed))
            response["Allow"] = allowed
        else:
            response = _asked(view, request, *args, **kwargs)
        state: RateLimit | None = getattr(request, "rate_limit", None)
        if state is not None:
            response["RateLimit-Limit"] = str(state.limit)
            response["RateLimit-Remaining"] = str(state.remaining)
            response["RateLimit-Reset"] = str(state.reset_s)
        patch_vary_headers(response, ["Authorization", "Accept-Language"])
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens an address of the API
    return answered


def _asked(view: Callable[..., HttpResponse], request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Ask a view that has the method, once the headers that decide something can be read."""
    is_head = request.method == "HEAD"
    if is_head:
        request.method = "GET"
    try:
        check_headers(request)
    except HeaderUnreadable as refusal:
        return refused(request, refusal)
    response = view(request, *args, **kwargs)
    if request.method == "GET" and response.status_code == 200:  # noqa: PLR2004 -- an HTTP status
        response = _marked(request, response)
    if is_head:
        length = len(response.content)
        response.content = b""
        response["Content-Length"] = str(length)
    return response


def _marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark an answer by its content; whoever has it already gets 304."""
    mark = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if mark in {one.removeprefix("W/") for one in known} or "*" in known:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"] = mark
    return response
