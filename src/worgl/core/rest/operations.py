"""Rooms and their addresses: what each answers, which scopes open it, and which refusals it may give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.operation import Operation

from worgl.core.rest.caller import ApiRequest, Caller, Scope
from worgl.core.rest.refusals import QueryTwice, QueryUnknown, TokenUnknown
from worgl.core.rest.shapes import ProblemShape
from worgl.core.spending import spending_from

View = TypeVar("View", bound=Callable[..., object])

READ_PROBLEMS = (400, 401, 403, 404, 405, 409, 410, 422, 429, 503)
WRITE_PROBLEMS = (400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 503)
_rooms: dict[str, Router] = {}
_written: list[Callable[[], Mapping[str, Any]]] = []
_known: list[Callable[[HttpRequest], Caller]] = []
_recalled: list[Callable[[HttpRequest], Caller]] = []
_vouching: list[Callable[[Iterable[UUID]], frozenset[UUID]]] = []


def new_router(name: str) -> Router:
    """Return a new room, listed under this name in the document."""
    assert name not in _rooms, f"two rooms are called {name}"
    _rooms[name] = Router(tags=[name])
    return _rooms[name]


def authenticate_with(function: Callable[[HttpRequest], Caller]) -> None:
    """Say how the bearer of a request is known; the function refuses TokenUnknown."""
    _known[:] = [function]


def recall_with(
    function: Callable[[HttpRequest], Caller], vouching: Callable[[Iterable[UUID]], frozenset[UUID]]
) -> None:
    """Say how the bearer of a request is known from memory, and which of the tokens met so are good now."""
    _recalled[:], _vouching[:] = [function], [vouching]


def vouched(callers: Iterable[Caller]) -> frozenset[UUID]:
    """Return which of the tokens by which callers were recalled are good at this moment, in one look-up."""
    asked = {caller.recalled for caller in callers if caller.recalled is not None}
    (good_among,) = _vouching
    return good_among(asked) if asked else frozenset()


def vouch(caller: Caller) -> None:
    """Refuse TokenUnknown when a caller was recalled by a token that is no longer good."""
    if caller.recalled is not None and not vouched([caller]):
        raise TokenUnknown


def document_from(function: Callable[[], Mapping[str, Any]]) -> None:
    """Say who writes the document of all addresses (OpenAPI 3.1)."""
    _written[:] = [function]


def document() -> Mapping[str, Any]:
    """Return the document of all addresses; the addresses were put together."""
    (write,) = _written
    return write()


class Bearer:
    """Lets in whoever bears a token with one of the scopes."""

    openapi_security_schema = {
        "type": "http",
        "scheme": "bearer",
        "description": "A personal key, made under Settings.",
    }

    def __init__(self, scopes: tuple[Scope, ...], also: tuple[Scope, ...] = ()) -> None:
        self.scopes, self.also = scopes, also
        self.query: tuple[str, ...] = ()

    def __call__(self, request: HttpRequest) -> Caller:
        """Return the bearer. Refuses TokenUnknown, TooMany, ScopeMissing, QueryUnknown, QueryTwice."""
        (known,) = _known
        return self._let_in(request, known(request))

    def _let_in(self, request: HttpRequest, caller: Caller) -> Caller:
        caller.require(self.scopes)
        for scope in self.also:
            caller.require([scope])
        for name, values in request.GET.lists():
            if name not in self.query:
                raise QueryUnknown(name, self.query)
            if len(values) > 1:
                raise QueryTwice(name)
        return caller


class Recalled(Bearer):
    """Lets in whoever bears a token that was good a moment ago.

    For addresses whose views look all callers' tokens up together, by `vouched` or `vouch`, before anything is done.
    """

    def __call__(self, request: HttpRequest) -> Caller:
        """Return the bearer. Refuses as `Bearer` does."""
        (known,) = _recalled
        return self._let_in(request, known(request))


def get(
    router: Router,
    path: str,
    answer: object,
    *,
    scopes: tuple[Scope, ...] = (Scope.READ,),
    also: tuple[Scope, ...] = (),
    media: str = "",
) -> Callable[[View], View]:
    """Give a room an address that is read; a key of any of the scopes opens it. `media` is that of a file.

    Scopes that are `also` named are needed besides.
    """
    extra = {"x-media": media} if media else None
    return _address(router, "GET", path, {200: answer, 304: None}, scopes, READ_PROBLEMS, extra, also=also)


def send(
    router: Router,
    path: str,
    answer: object = None,
    *,
    scopes: tuple[Scope, ...],
    also: tuple[Scope, ...] = (),
    method: str = "POST",
    body: Mapping[str, object] | None = None,
    media: str = "",
    bearer: type[Bearer] = Bearer,
) -> Callable[[View], View]:
    """Give a room an address that changes something; without an answer it says 204.

    A key needs one of the scopes, and all that are `also` named. `body` describes a body that the view reads
    itself, `media` is what it answers with when not JSON, `bearer` how the caller is known.
    """
    answers: dict[int, object] = {204: None} if answer is None else {200: answer}
    extra = ({"requestBody": body} if body else {}) | ({"x-media": media} if media else {})
    return _address(router, method, path, answers, scopes, WRITE_PROBLEMS, extra, bearer, also)


def _address(
    router: Router,
    method: str,
    path: str,
    answers: dict[int, object],
    scopes: tuple[Scope, ...],
    problems: tuple[int, ...],
    more: Mapping[str, object] | None = None,
    bearer: type[Bearer] = Bearer,
    also: tuple[Scope, ...] = (),
) -> Callable[[View], View]:
    responses: dict[Any, Any] = {**answers, **dict.fromkeys(problems, ProblemShape)}
    extra = {"x-scopes": [" ".join((scope, *also)) for scope in scopes], **(more or {})}

    def register(view: View) -> View:
        name = view.__name__
        summary = (view.__doc__ or "").strip().partition("\n")[0]
        room_name = (router.tags or [""])[0].lower().replace(" ", "_")
        door = bearer(scopes, also)
        router.api_operation(
            [method],
            path,
            auth=door,
            response=responses,
            operation_id=f"{room_name}_{name}",
            summary=summary,
            openapi_extra=extra,
            url_name=f"{room_name}_{name}",
        )(view)
        operation: Operation = view._ninja_operation  # type: ignore[attr-defined]  # noqa: SLF001 -- ninja leaves it there
        door.query = _query_names(operation)
        operation.view_func = _within_allowance(view)
        return view

    return register


def _within_allowance(view: View) -> Callable[..., object]:
    """Let all that a request spends count against what its token may spend, whatever its view does."""

    @wraps(view)
    def limited(request: ApiRequest, **inputs: object) -> object:
        with spending_from(request.auth.budget):
            return view(request, **inputs)

    return limited


def _query_names(operation: Operation) -> tuple[str, ...]:
    """Return what an address takes behind the question mark, by the names under which it is sent."""
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return tuple(name for model in models for name in model.__ninja_flatten_map__)
