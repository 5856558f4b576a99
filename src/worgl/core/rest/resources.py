"""Things of the API: what is read, made and done with one follows from the signatures of commands and queries.

A `Resource` is a room's path and the way in. Each of its methods gives the room one address: `lists`, `reads`, `makes`,
`acts` and `files` take the query or command itself, its name at the address, and the sentence for the document. Where
something special is to be said, the room says it by hand, as an operation of `core.rest.operations`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import NotFound
from worgl.core.paging import Page
from worgl.core.rest.binding import New, call, check_inputs, members_of, without_none
from worgl.core.rest.caller import ApiRequest, Scope
from worgl.core.rest.entries import Entry
from worgl.core.rest.files import file_of, sent_bytes
from worgl.core.rest.operations import get, send
from worgl.core.rest.shapes import DONE, Cursor, Key, Limit, List, Shape
from worgl.core.signatures import defaults_of, fitted, inputs_of, own_name

Here = TypeVar("Here")
Found = TypeVar("Found")
Scopes = tuple[Scope, ...]
Inputs = dict[str, Any]
Answering = Callable[[ApiRequest, Inputs], object]
FRAME = frozenset({"key", "now"})
_PART = re.compile(r"{(?:(\w+):)?(\w+)}")


@dataclass(frozen=True, slots=True)
class Shown(Generic[Here, Found]):
    """In which shape something is answered: its fields by their names, or as `tell` says."""

    shape: type[Shape]
    tell: Callable[[Here, Found], Shape] | None = None

    def of(self, entry: Entry[Here], here: Here, found: Found) -> Shape:
        """Return what was found in its shape."""
        return self.tell(here, found) if self.tell else entry.shown(self.shape, here, found)


@dataclass(frozen=True, slots=True)
class Seen(Generic[Here, Found]):
    """How one thing is read: by which query, and in which shape it is answered.

    Where a query finds None, there is no such thing. Where a command comes before, the query takes what that has
    answered as its input `by`.
    """

    query: Callable[..., Found]
    shape: type[Shape]
    tell: Callable[[Here, Found], Shape] | None = None
    by: str = ""

    @property
    def shown(self) -> Shown[Here, Found]:
        """Return how it is answered, also in a list."""
        return Shown(self.shape, self.tell)


@dataclass(frozen=True, slots=True)
class Anew(Generic[Here]):
    """An answer for whoever has changed what they came in to: it is looked up once more, and told as `tell` says."""

    shape: type[Shape]
    tell: Callable[[Here], Shape]


@dataclass(frozen=True, slots=True)
class Upload:
    """A body that is a file: under which name a command takes it, how large it can be, how the document tells it."""

    name: str
    most: int
    described: Mapping[str, object]


class Resource(Generic[Here]):
    """Things of one kind under a path of a room; `one` is the part of the address that names one of them."""

    def __init__(
        self,
        router: Router,
        path: str,
        entry: Entry[Here],
        *,
        one: str = "",
        taken_as: str = "",
        read_by: Scopes = (Scope.READ,),
        write_by: Scopes = (Scope.ADMIN,),
    ) -> None:
        """Take the room, the path of its list, and the scopes of addresses that name none.

        What `one` names is `taken_as` something else by commands and queries, where the two differ.
        """
        self.router, self.path, self.entry = router, path, entry
        self.one, self.read_by, self.write_by = one, read_by, write_by
        self._gives = FRAME | set(entry.gives)
        part = _PART.search(one)
        self._thing = part.group(2) if part else ""
        self._taken = {self._thing: taken_as or self._thing} if part else {}

    def lists(
        self,
        name: str,
        query: Callable[..., Page[Found] | Iterable[Found]],
        says: str,
        shown: Shown[Here, Found] | type[Shape],
        *,
        path: str = "",
        asked: Mapping[str, str] | None = None,
        most: int = 50,
        scopes: Scopes = (),
    ) -> None:
        """Give an address that lists things, page by page where the query takes a cursor.

        `asked` are those inputs of the query that stand behind the question mark, with what they mean; `most` is how
        many a page has unless told, 0 where that is not asked.
        """
        told: Shown[Here, Found] = Shown(shown) if isinstance(shown, type) else shown
        where = f"{self.path}{path}"

        def answer(request: ApiRequest, inputs: Inputs) -> object:
            here = self.entry.met(request, inputs)
            found = call(query, self._given(here, inputs))
            rows, following = (found.items, found.next_cursor) if isinstance(found, Page) else (found, "")
            return List(items=[told.of(self.entry, here, row) for row in rows], next=following or None)

        parameters = [*self._parts(where, query), *_asking(query, asked, most)]
        self._check(query, parameters)
        view = _view(name, says, parameters, answer)
        get(self.router, where, List[told.shape], scopes=scopes or self.read_by)(view)  # type: ignore[name-defined]  # a shape that is a value

    def reads(
        self, name: str, seen: Seen[Here, Any], says: str, *, path: str | None = None, scopes: Scopes = ()
    ) -> None:
        """Give an address that reads one thing; without a path it is where one of the list is."""
        where = self._at(path)
        parameters = self._parts(where, seen.query)
        self._check(seen.query, parameters)

        def answer(request: ApiRequest, inputs: Inputs) -> object:
            return self._seen(seen, self.entry.met(request, inputs), inputs)

        get(self.router, where, seen.shape, scopes=scopes or self.read_by)(_view(name, says, parameters, answer))

    def files(
        self,
        name: str,
        query: Callable[..., str | bytes],
        says: str,
        *,
        media: str,
        called: Callable[[Here], str],
        path: str,
        asked: Mapping[str, str] | None = None,
        scopes: Scopes = (),
    ) -> None:
        """Give an address that reads a file, saved under the name it is `called`."""
        where = self._at(path)
        parameters = [*self._parts(where, query), *_asking(query, asked, 0)]
        self._check(query, parameters)

        def answer(request: ApiRequest, inputs: Inputs) -> HttpResponse:
            here = self.entry.met(request, inputs)
            return file_of(call(query, self._given(here, inputs)), media=media, name=called(here))

        answers = str if media.startswith("text/") else bytes
        view = _view(name, says, parameters, answer)
        get(self.router, where, answers, scopes=scopes or self.read_by, media=media)(view)

    def makes(
        self,
        name: str,
        command: Callable[..., Found],
        says: str,
        takes: New | type[Shape] | None = None,
        then: Shown[Here, Found] | Seen[Here, Any] | None = None,
        *,
        path: str = "",
        scopes: Scopes = (),
        unlimited: bool = False,
    ) -> None:
        """Give an address that makes a thing: the command answers it, or the name by which it is then `Seen`."""
        made = self._taken.get(self._thing, "") if isinstance(then, Seen) else ""
        where = f"{self.path}{path}"
        self._write(
            name,
            command,
            says,
            takes,
            then,
            where=where,
            method="POST",
            scopes=scopes,
            unlimited=unlimited,
            made=made,
        )

    def acts(
        self,
        name: str,
        command: Callable[..., Found],
        says: str,
        takes: New | Upload | type[Shape] | None = None,
        then: Shown[Here, Found] | Seen[Here, Any] | Anew[Here] | None = None,
        *,
        path: str | None = None,
        method: str = "POST",
        scopes: Scopes = (),
        unlimited: bool = False,
    ) -> None:
        """Give an address at which something is done with one thing; without a `path` it is the name of the act.

        It answers as the thing is `Seen` afterwards, as what the command answers is `Shown`, or says 204.
        An `unlimited` act is not for keys that may pay only so much a day.
        """
        where = self._at(f"/{name.replace('_', '-')}" if path is None else path)
        self._write(
            name,
            command,
            says,
            takes,
            then,
            where=where,
            method=method,
            scopes=scopes,
            unlimited=unlimited,
        )

    def _write(
        self,
        name: str,
        command: Callable[..., Any],
        says: str,
        takes: New | Upload | type[Shape] | None,
        then: Shown[Here, Any] | Seen[Here, Any] | Anew[Here] | None,
        *,
        where: str,
        method: str,
        scopes: Scopes,
        unlimited: bool,
        made: str = "",
    ) -> None:
        parts = self._parts(where, command)
        names = self._known(parts)
        body = takes.shape_for(command, besides=names) if isinstance(takes, New) else takes
        check_inputs(
            command,
            given=names | self._told(command, body),
            used=(names | self._told(command, body)) - self._gives - set(self.entry.takes) | {"actor", "key", "now"},
        )

        def answer(request: ApiRequest, inputs: Inputs) -> object:
            if unlimited:
                request.auth.require_no_limit()
            here = self.entry.met(request, inputs)
            given = self._given(here, inputs) | self._meant(command, body, request, here, inputs)
            found = call(command, given | {"key": IdempotencyKey(inputs["key"])})
            if isinstance(then, Anew):
                return then.tell(self.entry.met(request, inputs))
            if isinstance(then, Seen):
                return self._seen(then, here, {**inputs, (then.by or made): found})
            return DONE if then is None else then.of(self.entry, here, found)

        sent = [_parameter("sent", body)] if isinstance(body, type) else []
        view = _view(name, says, [*parts, *sent, _parameter("key", Key)], answer)
        shape = then.shape if then else None
        described = body.described if isinstance(body, Upload) else None
        register = send(self.router, where, shape, scopes=scopes or self.write_by, method=method, body=described)
        register(view)

    def _at(self, path: str | None) -> str:
        return f"{self.path}{'/' if self.one else ''}{self.one}{path or ''}"

    def _parts(self, where: str, function: Callable[..., object]) -> list[Parameter]:
        """Return the parts of an address that are told by it, with the types their takers give them."""
        kinds = {**inputs_of(function), **self.entry.takes}
        found = [(converter, name) for converter, name in _PART.findall(where)]
        return [_parameter(name, UUID if converter == "uuid" else kinds.get(name, str)) for converter, name in found]

    def _check(self, query: Callable[..., object], parameters: list[Parameter]) -> None:
        names = self._known(parameters)
        check_inputs(query, given=names, used=names - self._gives - set(self.entry.takes))

    def _known(self, parameters: Iterable[Parameter]) -> set[str]:
        """Return the names of what a request gives without its body."""
        named = {self._taken.get(one.name, one.name) for one in parameters}
        twice = named & self._gives - {"key", *self.entry.takes}
        assert not twice, f"{self.path} gives {sorted(twice)} twice"
        return {*self._gives, *named}

    def _told(self, command: Callable[..., object], body: type[Shape] | Upload | None) -> set[str]:
        """Return the names under which what a body says is taken; never one that is told by coming in."""
        if isinstance(body, Upload):
            return {body.name}
        told = {own_name(command, name) for name in members_of(body)} if body else set()
        assert not told & self._gives, f"a body under {self.path} says {sorted(told & self._gives)}"
        return told

    def _given(self, here: Here, inputs: Inputs) -> Inputs:
        """Return what a request gives without its body; what came of coming in goes before what the address says."""
        taken = {self._taken.get(name, name): value for name, value in inputs.items()}
        return {**taken, **self.entry.given(here), "now": clock.now()}

    def _meant(
        self,
        command: Callable[..., object],
        body: type[Shape] | Upload | None,
        request: ApiRequest,
        here: Here,
        inputs: Inputs,
    ) -> Inputs:
        """Return what a body says, as the command takes it."""
        if isinstance(body, Upload):
            return {body.name: sent_bytes(request, most=body.most)}
        said = {name: self._value(here, kind, getattr(inputs["sent"], name)) for name, kind in _members(body)}
        return dict(fitted(command, name, value) for name, value in said.items())

    def _value(self, here: Here, kind: object, value: object) -> object:
        meaning = self.entry.meaning_of(without_none(kind))
        return value if meaning is None or value is None else meaning.value(here, value)

    def _seen(self, seen: Seen[Here, Any], here: Here, inputs: Inputs) -> Shape:
        found = call(seen.query, self._given(here, inputs))
        if found is None:
            raise NotFound
        return seen.shown.of(self.entry, here, found)


def _members(body: type[Shape] | None) -> Iterable[tuple[str, object]]:
    return members_of(body).items() if body else ()


def _parameter(name: str, kind: object, default: object = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _asking(query: Callable[..., object], asked: Mapping[str, str] | None, most: int) -> list[Parameter]:
    """Return what stands behind the question mark: filters, and the place in a list."""
    takes, defaults = inputs_of(query), defaults_of(query)
    filters = [
        _parameter(name, Annotated[takes[name], _query(means)], defaults.get(name, Parameter.empty))
        for name, means in (asked or {}).items()
    ]
    return [
        *filters,
        *([_parameter("cursor", Cursor, "")] if most and "cursor" in takes else []),
        *([_parameter("limit", Limit, most)] if most and "limit" in takes else []),
    ]


def _query(means: str) -> object:
    return Query(description=means)  # type: ignore[type-arg]  # of any type


def _view(name: str, says: str, parameters: list[Parameter], answer: Answering) -> Callable[..., object]:
    """Return an operation for the framework, which reads its name, text and inputs."""

    def view(request: ApiRequest, **inputs: Any) -> object:  # noqa: ANN401 -- of the types the signature gives
        return answer(request, inputs)

    view.__name__ = view.__qualname__ = name
    view.__doc__ = says
    request = Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=ApiRequest)
    view.__signature__ = Signature([request, *parameters])  # type: ignore[attr-defined]  # inspect reads it
    return view
