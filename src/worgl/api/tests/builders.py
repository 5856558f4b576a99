"""Callers for tests: keys of people of the town, and a client that speaks as the API is spoken to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.test import Client

from tests.support.snapshots import built_once
from tests.support.things import LATER_DAYS, a_picture, fresh_key, given_up, person_of, things_for
from worgl.api import commands
from worgl.communities.rules import CommunityId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import Scope
from worgl.currency.tests.walkers import Settled, Walkers, settle, walk
from worgl.identity.rules import PersonId

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

__all__ = ["LATER_DAYS", "a_picture", "fresh_key", "given_up", "person_of", "things_for"]

BASE = "/api/v1"


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a key."""

    token: str
    slug: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, body: object = None, *, key: str = "") -> Answer:
        return self.send("POST", path, body, key=key)

    def send(
        self, method: str, path: str, body: object = None, *, key: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        """Send a request; `key` is a fresh one unless told. A body that is a text or bytes is a table."""
        sent = {"Idempotency-Key": key or str(uuid4()), **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        is_table = isinstance(body, str | bytes)
        text = body if isinstance(body, str | bytes) else "" if body is None else json.dumps(body)
        address = BASE + path.replace("{slug}", self.slug)
        media = "text/csv" if is_table else "application/json"
        return Client().generic(method, address, text, content_type=media, headers=sent)


def program(
    person: PersonId,
    *scopes: Scope,
    slug: str = "",
    community: CommunityId | None = None,
    day_limit_minor: int | None = None,
) -> Program:
    """Make a key of a person with the scopes, all of them when none is named."""
    made = commands.make_key(
        actor=person,
        name="a program",
        scopes=[scope.value for scope in scopes or tuple(Scope)],
        community=community,
        day_limit_minor=day_limit_minor,
        days=30,
        key=IdempotencyKey(uuid4().hex),
        now=clock.now(),
    )
    return Program(made.token, slug)


@dataclass(frozen=True, slots=True)
class Programs:
    """The town of the walkers, and a program with all scopes for each of its people."""

    town: Walkers
    alice: Program
    bob: Program
    charlie: Program
    dora: Program
    emil: Program
    nobody: Program


def open_town() -> Programs:
    """Open the town and give everybody a program."""
    settled, programs = _with_programs()
    return Programs(walk(settled), **programs, nobody=Program("", settled.town.slug))


@built_once
def _with_programs() -> tuple[Settled, dict[str, Program]]:
    made = settle()
    names = ("alice", "bob", "charlie", "dora", "emil")
    return made, {name: program(made.people[name], slug=made.town.slug) for name in names}


def ok(answer: Answer) -> Any:  # noqa: ANN401 -- JSON of any shape
    """Return what an answer says; it must have been given."""
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(answer: Answer) -> tuple[int, str]:
    """Return the status and the code of a problem."""
    return answer.status_code, answer.json()["code"]


@contextmanager
def rolled_back() -> Iterator[None]:
    """Take back what is done in the block, which may commit: to it the test's own transaction is none."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)
