"""Every address of the resolver, opened and sent to by everybody: who gets in stands in one table, `doors.py`.

An address without a line fails the test: whoever adds a page decides for whom it is. The API signs callers in
by tokens and has tables of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.support.queries import statements, writes
from worgl.core.later import gathering
from worgl.currency.tests.walkers import Walkers
from worgl.web.tests.doors import DOORS, PEOPLE
from worgl.web.tests.things import filled

pytestmark = pytest.mark.both

BY_PATTERN = {"account_confirm_email", "account_reset_password_from_key"}
"""Addresses of the sign-in whose form is a pattern; their own tests open them."""
APART = {"v1", "tables"}
"""Signed in for by tokens, and Django's own tables behind the operator's second factor: each has tests of its own."""
QUERIES_MAX = 12


@dataclass(frozen=True, slots=True)
class Door:
    """An address and the name under which it stands in the table."""

    name: str
    path: str


def doors(town: Walkers) -> Iterator[Door]:
    """Yield every address of the resolver, filled with things that are made for it and there until the next."""
    for name, route, arguments in _patterns(get_resolver().url_patterns):
        before = transaction.savepoint()
        path = route
        for argument, value in filled(town, name, arguments).items():
            path = _filled(path, argument, str(value))
        try:
            yield Door(name, "/" + path)
        finally:
            transaction.savepoint_rollback(before)


def _filled(path: str, argument: str, value: str) -> str:
    begin = next(mark for mark in (f"<{argument}>", f":{argument}>") if mark in path)
    end = path.index(begin) + len(begin)
    start = path.rindex("<", 0, end)
    return path[:start] + value + path[end:]


def _patterns(
    patterns: list[URLPattern | URLResolver], *, space: str = "", before: str = ""
) -> Iterator[tuple[str, str, list[str]]]:
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver) and one.namespace in APART:
            continue
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _patterns(one.url_patterns, space=inner, before=route)
        elif one.name not in BY_PATTERN:
            yield f"{space}{one.name}", route, [*_converters(before, one)]


def _converters(before: str, one: URLPattern) -> Mapping[str, object]:
    return {**RoutePattern(before).converters, **one.pattern.converters}


def sentence(status: int, location: str) -> str:
    """Return what became of a request, in a word."""
    if status in {301, 302, 303}:
        return "door" if location.startswith("/account/login/") else "goes"
    words = {401: "door", 403: "no", 404: "none", 405: "shut"}
    return words.get(status, {2: "in", 4: "bad", 5: "broken"}[status // 100])


@dataclass(slots=True)
class Faults:
    """What openings of pages did that none may do: write, or ask the database more than QUERIES_MAX."""

    writing: dict[tuple[str, str], str] = field(default_factory=dict)
    asking: dict[tuple[str, str], int] = field(default_factory=dict)


def line_of(door: Door, people: Mapping[str, Client], faults: Faults) -> str:
    """Return the line of the table for an address as it is: what each gets who opens it, and who sends to it."""
    got = [_opened(people[who], door, who, faults) for who in PEOPLE]
    sent = [_try(people[who], "post", door) for who in PEOPLE]
    return f"{door.name:40} {' '.join(f'{word:4}' for word in got)} | {' '.join(f'{word:4}' for word in sent)}".rstrip()


def _opened(client: Client, door: Door, who: str, faults: Faults) -> str:
    with gathering(), statements() as asked:
        word = _try(client, "get", door)
    written = [sql for sql in writes(asked) if door.name not in ASKS or '"django_session"' not in sql]
    if written:
        faults.writing[door.name, who] = written[0][:80]
    if word == "in" and len(asked) > QUERIES_MAX:
        faults.asking[door.name, who] = len(asked)
    return word


def _try(client: Client, how: str, door: Door) -> str:
    """Return what became of one request; whatever it did is taken back.

    By a savepoint and not by a block around it: tries are counted outside of every transaction, and say so.
    """
    client.raise_request_exception = False
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    before = transaction.savepoint()
    answer = client.get(door.path) if how == "get" else client.post(door.path, {"key": "k"})
    word = sentence(answer.status_code, answer.headers.get("Location", ""))
    transaction.savepoint_rollback(before)
    # Some addresses sign out, and what they did is taken back in the database only.
    client.cookies.clear()
    client.cookies.load(kept)
    return word


def test_every_address_stands_in_the_table_and_opens_to_those_it_is_for_and_writes_nothing_then(
    town: Walkers, people: dict[str, Client]
) -> None:
    expected = {line.split(maxsplit=1)[0]: " ".join(line.split()) for line in DOORS.strip().splitlines()}
    faults = Faults()
    found = {door.name: line_of(door, people, faults) for door in doors(town)}
    wrong = [line for name, line in found.items() if " ".join(line.split()) != expected.get(name)]
    assert not wrong, "lines as they are now:\n" + "\n".join(wrong)
    assert not expected.keys() - found.keys(), "addresses that are gone"
    assert faults == Faults()


ASKS = {"mfa_activate_totp", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_login_webauthn"}
"""Pages whose question the session must remember, to know the answer by: each opening asks another."""


def test_nothing_in_the_table_is_broken_or_open_to_a_stranger_by_mistake() -> None:
    for line in DOORS.strip().splitlines():
        name, *words = line.replace("|", " ").split()
        assert "broken" not in words, line
        if name.split(":")[0] in OF_MEMBERS and name not in OPEN_TO_STRANGERS:
            assert words[0] in {"door", "shut", "goes"}, line
            assert words[len(PEOPLE)] in {"door", "shut"}, line


OF_MEMBERS = {"communities", "currency", "payments", "requests", "orders", "vouchers", "disputes"}
"""Domains whose pages are those of a community."""
OPEN_TO_STRANGERS = {
    *("communities:join", "communities:style", "communities:look_picture"),
    *("communities:text", "communities:text_version"),
}
"""Addresses of communities that show something to visitors who have not signed in."""
