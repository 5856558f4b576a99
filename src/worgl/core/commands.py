"""The frame of every write: one transaction, one idempotency key, one recorded answer."""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
import os
import threading
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import NewType, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from worgl.core.bulk import JsonText, Row, insert_rows
from worgl.core.errors import InvalidInput, KeyReused, Unavailable
from worgl.core.models import AnsweredCommand
from worgl.core.reading import writing

IdempotencyKey = NewType("IdempotencyKey", str)
"""Text of at most 100 characters a caller chooses per intended write; UUIDs advised."""

KEY_MAX = 100
ATTEMPTS = 4
_RETRYABLE_STATES = {"40001", "40P01"}

Inputs = ParamSpec("Inputs")
Answer = TypeVar("Answer")


def command(body: Callable[Inputs, Answer]) -> Callable[Inputs, Answer]:
    """Make a keyword-only function a command: atomic, idempotent by `key`, retried on a deadlock.

    The function takes at least `actor`, `key` and `now`; its other inputs and its answer are of types
    pydantic can write as JSON. The same key with the same inputs gets the recorded answer without
    running again; with other inputs KeyReused. A refusal rolls everything back and records nothing.
    """
    names = set(inspect.signature(body).parameters)
    assert {"actor", "key", "now"} <= names, f"{body.__qualname__} must take actor, key and now"
    scope = _scope_of(body)
    adapters: dict[str, TypeAdapter[Answer]] = {}

    @functools.wraps(body)
    def run(*args: Inputs.args, **kwargs: Inputs.kwargs) -> Answer:
        assert not args, "commands take keyword arguments only"
        if "answer" not in adapters:
            adapters["answer"] = TypeAdapter(typing.get_type_hints(body)["return"])
        frame = _Frame(scope, adapters["answer"], kwargs)
        with writing():
            return retry_deadlocks(lambda: frame.run(lambda: body(*args, **kwargs)))

    return run


def _scope_of(body: Callable[..., object]) -> str:
    return f"{body.__module__.removeprefix('worgl.')}.{body.__qualname__}"


def _hash_of(content: Mapping[str, object]) -> bytes:
    text = json.dumps(to_jsonable_python(content, fallback=str, bytes_mode="base64"), sort_keys=True)
    return hashlib.sha256(text.encode()).digest()


class Answers(typing.Generic[Answer]):
    """What a command answered, written down by who has done for many callers what it does for one.

    A key that was used before is for him to find; one that is used in the same moment breaks his transaction.
    """

    def __init__(self, command: Callable[..., Answer]) -> None:
        self._scope = _scope_of(command)
        self._adapter: TypeAdapter[Answer] = TypeAdapter(typing.get_type_hints(command)["return"])

    def keep(self, given: Iterable[tuple[Mapping[str, object], Answer]], *, now: datetime) -> None:
        """Keep answers, each with all that the command would have been called with but the moment."""
        insert_rows(AnsweredCommand, columns=_KEPT, rows=(self._row(*each, now) for each in given))

    def _row(self, inputs: Mapping[str, object], answer: Answer, now: datetime) -> Row:
        content = {name: value for name, value in inputs.items() if name not in {"actor", "key"}}
        text = JsonText(self._adapter.dump_json(answer).decode())
        return self._scope, str(inputs["actor"]), str(inputs["key"]), _hash_of(content), text, now


_KEPT = ("scope", "actor", "key", "content_hash", "answer", "at")


class _Frame(typing.Generic[Answer]):
    """One call of one command."""

    def __init__(self, scope: str, adapter: TypeAdapter[Answer], inputs: dict[str, typing.Any]) -> None:
        self.scope = scope
        self.adapter = adapter
        self.actor = str(inputs["actor"])
        self.key = str(inputs["key"])
        self.now: datetime = inputs["now"]
        assert self.now.tzinfo is not None, "now is an aware instant"
        if not 1 <= len(self.key) <= KEY_MAX:
            raise InvalidInput(field="key", reason=_("An idempotency key has 1 to 100 characters."))
        content = {name: value for name, value in inputs.items() if name not in {"actor", "key", "now"}}
        self.content_hash = _hash_of(content)

    def run(self, body: Callable[[], Answer]) -> Answer:
        """Run the body once, or return what it answered before."""
        with in_turn(), transaction.atomic():
            own = self._begun()
            if own is None:
                return self._recorded()
            answer = body()
            written = self.adapter.dump_python(answer, mode="json")
            with connection.cursor() as cursor:
                cursor.execute(_ANSWER, [_ANSWERS.get_db_prep_save(written, connection), own])
            return answer

    def _begun(self) -> int | None:
        """Write down that the command runs and return the row's number, None when the key was used before.

        Of two with the same key at once the second waits here for the first.
        """
        at = connection.ops.adapt_datetimefield_value(self.now)
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN, [self.scope, self.actor, self.key, self.content_hash, at])
            row = cursor.fetchone()
        return row[0] if row else None

    def _recorded(self) -> Answer:
        row = AnsweredCommand.objects.get(scope=self.scope, actor=self.actor, key=self.key)
        if bytes(row.content_hash) != self.content_hash:
            raise KeyReused
        return self.adapter.validate_python(row.answer, strict=False)


_BEGIN = """
INSERT INTO core_answeredcommand (scope, actor, key, content_hash, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (scope, actor, key) DO NOTHING RETURNING id
"""
_ANSWER = "UPDATE core_answeredcommand SET answer = %s WHERE id = %s"
_ANSWERS = AnsweredCommand._meta.get_field("answer")  # noqa: SLF001 -- Django's own word for it


def retry_deadlocks(attempt: Callable[[], Answer]) -> Answer:
    """Run a whole transaction again when the database chose it as a deadlock's victim."""
    for _attempt in range(ATTEMPTS - 1):
        if transaction.get_connection().in_atomic_block:
            break
        try:
            # The ledger speaks to the driver itself; its errors are known by Django's names here.
            with connection.wrap_database_errors:
                return attempt()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in _RETRYABLE_STATES:
                raise
    return attempt()


TURN_S = 20
"""So long a writer waits for those before him, where the settings do not say how long to wait for the database."""
_turn = threading.Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Let the writers of this process onto SQLite one after another; open it before the transaction.

    SQLite has one writer, and whoever finds it busy sleeps and looks again; many threads at once sleep most
    of their time. A thread in the queue of a lock is woken at once. Nobody waits here inside a transaction:
    he might hold what the one in front of him waits for.
    """
    connection = transaction.get_connection()
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    if not _turn.acquire(timeout=connection.settings_dict["OPTIONS"].get("timeout", TURN_S)):
        raise Unavailable
    try:
        yield
    finally:
        _turn.release()


def _forget_turn() -> None:
    """Begin anew in a forked child, whose parent's threads do not exist."""
    global _turn  # noqa: PLW0603 -- a fork copies it
    _turn = threading.Lock()


os.register_at_fork(after_in_child=_forget_turn)


def forget_old_answers(*, before: datetime, limit: int = 5_000) -> int:
    """Delete up to `limit` answers older than `before` and return how many; run daily so the table stays small."""
    old = AnsweredCommand.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[:limit]
    return AnsweredCommand.objects.filter(pk__in=list(old)).delete()[0]
