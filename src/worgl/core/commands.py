"""The frame of every write: one transaction, one idempotency key, one recorded answer."""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
import os
import threading
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NewType, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from worgl.core.bulk import JsonText, Row, insert_missing_rows, insert_rows
from worgl.core.errors import InvalidInput, KeyReused, Refusal, Unavailable
from worgl.core.inputs import check_limits
from worgl.core.models import AnsweredCommand
from worgl.core.repeating import Record, is_kept, record_of, told_again
from worgl.core.request_cache import uncached

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
    pydantic can write as JSON. What is beyond the limit that a type carries (`core.inputs`) is refused. The same
    key with the same inputs gets the recorded answer without running again; with other inputs KeyReused, whose
    cause is the refusal where that was the answer. A refusal rolls everything back; one by the state of the books
    (`core.repeating`) is recorded as the answer, before anybody is told, and raised again under its key.
    """
    names = set(inspect.signature(body).parameters)
    assert {"actor", "key", "now"} <= names, f"{body.__qualname__} must take actor, key and now"
    scope = _scope_of(body)
    adapters: dict[str, TypeAdapter[Answer]] = {}

    @functools.wraps(body)
    def run(*args: Inputs.args, **kwargs: Inputs.kwargs) -> Answer:
        assert not args, "commands take keyword arguments only"
        check_limits(body, kwargs)
        if "answer" not in adapters:
            adapters["answer"] = TypeAdapter(typing.get_type_hints(body)["return"])
        frame = _Frame(scope, adapters["answer"], kwargs)
        with uncached():
            return retry_deadlocks(lambda: frame.run(lambda: body(*args, **kwargs)))

    return run


def _scope_of(body: Callable[..., object]) -> str:
    return f"{body.__module__.removeprefix('worgl.')}.{body.__qualname__}"


def _hash_of(content: Mapping[str, object]) -> bytes:
    text = json.dumps(to_jsonable_python(content, fallback=str, bytes_mode="base64"), sort_keys=True)
    return hashlib.sha256(text.encode()).digest()


class Answers(typing.Generic[Answer]):
    """What a command answered, written down by who has done for many callers what it does for one.

    A key that was used before is for them to find; one that is used in the same moment breaks their transaction.
    """

    def __init__(self, command: Callable[..., Answer]) -> None:
        self._scope = _scope_of(command)
        self._adapter: TypeAdapter[Answer] = TypeAdapter(typing.get_type_hints(command)["return"])

    def keep(self, given: Iterable[tuple[Mapping[str, object], Answer]], *, now: datetime) -> None:
        """Keep answers, each with all that the command would have been called with but the moment."""
        insert_rows(AnsweredCommand, columns=_KEPT, rows=(self._row(*each, now) for each in given))

    def keep_refused(self, given: Iterable[tuple[Mapping[str, object], Record]], *, now: datetime) -> None:
        """Keep refusals, each as `core.repeating` records it, likewise; a key that was used meanwhile is left alone."""
        rows = ((*_asked(self._scope, inputs), None, record, now) for inputs, record in given)
        insert_missing_rows(AnsweredCommand, columns=_KEPT, rows=rows)

    def used(self, *, pairs: Iterable[tuple[object, str]]) -> frozenset[tuple[str, str]]:
        """Return which pairs of actor and key were used before, as text; of few pairs, in one look-up."""
        asked = sorted({(str(actor), key) for actor, key in pairs})
        if not asked:
            return frozenset()
        wanted = ", ".join(["(%s, %s)"] * len(asked))
        with connection.cursor() as cursor:
            cursor.execute(_USED.format(wanted=wanted), [*chain.from_iterable(asked), self._scope])
            return frozenset(cursor.fetchall())

    def before(self, *, actor: object, keys: Sequence[str]) -> dict[str, Before]:
        """Return what an actor asked before under which of many keys, and how that ended.

        Keys made together lie together, so one look at their range mostly finds that there is nothing.
        """
        if not keys:
            return {}
        wanted = set(keys)
        own = AnsweredCommand.objects.filter(scope=self._scope, actor=str(actor))
        near = own.filter(key__gte=min(wanted), key__lte=max(wanted))
        rows = list(near.values_list(*_BEFORE)[: len(wanted) + 1])
        if len(rows) > len(wanted):
            rows = [row for some in _parts(sorted(wanted)) for row in own.filter(key__in=some).values_list(*_BEFORE)]
        return {key: Before(bytes(content), refusal) for key, content, refusal in rows if key in wanted}

    @staticmethod
    def content_of(inputs: Mapping[str, object]) -> bytes:
        """Return the hash of what the command would have been called with."""
        return _content_of(inputs)

    def _row(self, inputs: Mapping[str, object], answer: Answer, now: datetime) -> Row:
        text = JsonText(self._adapter.dump_json(answer).decode())
        return *_asked(self._scope, inputs), text, None, now


@dataclass(frozen=True, slots=True)
class Before:
    """How a key was used before: the hash of what was asked, and the record of a refusal, None when it was done."""

    content_hash: bytes
    refusal: Record | None


def _asked(scope: str, inputs: Mapping[str, object]) -> tuple[str, str, str, bytes]:
    return scope, str(inputs["actor"]), str(inputs["key"]), _content_of(inputs)


def _content_of(inputs: Mapping[str, object]) -> bytes:
    return _hash_of({name: value for name, value in inputs.items() if name not in {"actor", "key", "now"}})


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _ASKED_TOGETHER] for start in range(0, len(keys), _ASKED_TOGETHER))


_ASKED_TOGETHER = 500
_KEPT = ("scope", "actor", "key", "content_hash", "answer", "refusal", "at")
_BEFORE = ("key", "content_hash", "refusal")
_USED = """
SELECT asked.column1, asked.column2 FROM (VALUES {wanted}) AS asked JOIN core_answeredcommand AS kept
ON kept.scope = %s AND kept.actor = asked.column1 AND kept.key = asked.column2
"""


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
        self.content_hash = _content_of(inputs)

    def run(self, body: Callable[[], Answer]) -> Answer:
        """Run the body once, or return what it answered before."""
        try:
            return self._run(body)
        except Refusal as refusal:
            if not is_kept(refusal):
                raise
            return self._refused(refusal)

    def _run(self, body: Callable[[], Answer]) -> Answer:
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

    def _refused(self, refusal: Refusal) -> Answer:
        """Write down a refusal that left nothing, and raise it.

        When somebody else was answered under the key in between, that answer is the first one, and is given.
        """
        record = _REFUSALS.get_db_prep_save(record_of(refusal), connection)
        at = connection.ops.adapt_datetimefield_value(self.now)
        with in_turn(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_REFUSE, [self.scope, self.actor, self.key, self.content_hash, record, at])
            is_first = cursor.fetchone() is not None
        if is_first:
            raise refusal
        return self._recorded()

    def _recorded(self) -> Answer:
        row = AnsweredCommand.objects.get(scope=self.scope, actor=self.actor, key=self.key)
        if bytes(row.content_hash) != self.content_hash:
            raise KeyReused from (told_again(row.refusal) if row.refusal is not None else None)
        if row.refusal is not None:
            raise told_again(row.refusal)
        return self.adapter.validate_python(row.answer, strict=False)


_BEGIN = """
INSERT INTO core_answeredcommand (scope, actor, key, content_hash, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (scope, actor, key) DO NOTHING RETURNING id
"""
_REFUSE = """
INSERT INTO core_answeredcommand (scope, actor, key, content_hash, refusal, at) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (scope, actor, key) DO NOTHING RETURNING id
"""
_ANSWER = "UPDATE core_answeredcommand SET answer = %s WHERE id = %s"
_ANSWERS = AnsweredCommand._meta.get_field("answer")  # noqa: SLF001 -- Django's own word for it
_REFUSALS = AnsweredCommand._meta.get_field("refusal")  # noqa: SLF001 -- as above


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
"""So long a writer waits for those before it, where the settings do not say how long to wait for the database."""
_turn = threading.Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Let the writers of this process onto SQLite one after another; open it before the transaction.

    SQLite has one writer, and whoever finds it busy sleeps and looks again; many threads at once sleep most
    of their time. A thread in the queue of a lock is woken at once. Nobody waits here inside a transaction:
    a thread might hold what the one in front of it waits for.
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
