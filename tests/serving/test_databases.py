"""A real server whose database is locked, only to be read, or away: sentences and 503, never a 500, and it recovers."""

from __future__ import annotations

import html
import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from tests.serving.served import Served, serving
from worgl.cli.tests.places import Place
from worgl.core.errors import Unavailable

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("serving")]
MakePlace = Callable[[], Place]


@dataclass(frozen=True, slots=True)
class Town:
    """A served town and a key to it."""

    served: Served
    slug: str
    token: str

    def api(self, path: str, *, method: str = "GET", body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid4().hex}
        headers["Content-Type"] = "application/json"
        return self.served.ask(f"/api/v1{path}", method=method, body=body, headers=headers)

    def pay_oneself(self) -> tuple[int, dict[str, str], bytes]:
        """Send a payment that is refused by its rules when all is well."""
        (me,) = json.loads(self.api(f"/communities/{self.slug}/members")[2])["items"]
        order = json.dumps({"payee": me["code"], "amount": {"minor": 100, "unit": "ALD"}})
        return self.api(f"/communities/{self.slug}/payments", method="POST", body=order.encode())


@pytest.fixture(scope="module")
def town(make_place_with_tables: MakePlace) -> Iterator[Town]:
    place = make_place_with_tables()
    made = json.loads(place.python("-m", "tests.serving.founded"))
    with serving(place) as served:
        yield Town(served, made["slug"], made["token"])
        assert "Traceback" not in served.log, served.log[-3000:]


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def nothing_can_be_written(place: Place) -> Iterator[None]:
    """Hold what every write needs: SQLite's one lock; on PostgreSQL let the database only be read."""
    if not _is_postgres():
        with closing(sqlite3.connect(place.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                other.execute("ROLLBACK")
        return
    with psycopg.connect(place.url, autocommit=True) as other:
        name = other.info.dbname
        other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
        end_sessions(place, but=other.info.backend_pid)
        try:
            yield
        finally:
            other.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only".encode())
            end_sessions(place, but=other.info.backend_pid)


def end_sessions(place: Place, *, but: int = 0) -> None:
    """End all sessions of the database but one, as a restart of the server does."""
    with psycopg.connect(place.url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            " AND pid <> %s",
            [but],
        )


def test_while_nothing_can_be_written_reads_go_on_and_writes_are_asked_to_come_back(town: Town) -> None:
    with nothing_can_be_written(town.served.place):
        assert town.served.ask("/healthz")[0] == 200
        assert town.served.ask("/readyz")[0] == 200
        for path in ("/me", "/communities", f"/communities/{town.slug}/members", f"/communities/{town.slug}"):
            assert town.api(path)[0] == 200, path
        status, headers, body = town.pay_oneself()
        assert (status, headers["content-type"]) == (503, "application/problem+json"), body
        assert json.loads(body)["code"] == "unavailable"
        assert headers["retry-after"]
        status, headers, body = sign_up(town)
        assert status == 503, body
        assert headers["retry-after"]
        assert b"worgl" in body
    assert town.api("/me")[0] == 200
    assert sign_up(town)[0] != 503
    assert town.pay_oneself()[0] in {409, 422}


def sign_up(town: Town) -> tuple[int, dict[str, str], bytes]:
    """Register somebody on the page: a write, with a session."""
    _status, headers, page = town.served.ask("/account/signup/", headers={"Host": "localhost"})
    cookie = headers["set-cookie"].partition(";")[0]
    token = page.split(b'name="csrfmiddlewaretoken" value="')[1].partition(b'"')[0].decode()
    form = f"csrfmiddlewaretoken={token}&email={uuid4().hex}@example.org&name=Bob&password1=plough-orchard-lantern"
    sent = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return town.served.ask("/account/signup/", method="POST", body=form.encode(), headers=sent)


def test_ended_sessions_are_no_fault_of_anybody(town: Town) -> None:
    if not _is_postgres():
        pytest.skip("SQLite has no sessions that somebody could end")
    for _round in range(3):
        end_sessions(town.served.place)
        for path in ("/me", "/communities", f"/communities/{town.slug}"):
            assert town.api(path)[0] in {200, 503}
        assert town.api("/me")[0] == 200


def test_one_lock_hangs_neither_the_signs_of_life_nor_other_pages(town: Town) -> None:
    if not _is_postgres():
        pytest.skip("SQLite locks nothing that is only read")
    with psycopg.connect(town.served.place.url, application_name="holder") as holder:
        holder.execute("LOCK TABLE communities_member, identity_person IN ACCESS EXCLUSIVE MODE")
        status, headers, body = town.api("/communities")
        assert (status, headers["content-type"]) == (503, "application/problem+json"), body
        assert town.served.ask("/healthz")[0] == 200
        assert town.served.ask("/readyz")[0] == 200
        assert town.served.ask("/account/login/", headers={"Host": "localhost"})[0] == 200
        holder.rollback()
    assert town.api("/communities")[0] == 200


@contextmanager
def slow_statements(place: Place) -> Iterator[None]:
    """Let each statement that reads people, or writes one, take far longer than any may; nothing is locked."""
    with psycopg.connect(place.url, autocommit=True) as other:
        other.execute("ALTER TABLE identity_person RENAME TO kept_person")
        other.execute("CREATE VIEW identity_person AS SELECT kept_person.* FROM kept_person, pg_sleep(300)")
        try:
            yield
        finally:
            other.execute("DROP VIEW identity_person")
            other.execute("ALTER TABLE kept_person RENAME TO identity_person")


def test_a_statement_that_takes_too_long_is_ended_and_hangs_nothing_else(town: Town) -> None:
    if not _is_postgres():
        pytest.skip("SQLite bounds no statement that reads")
    with slow_statements(town.served.place), ThreadPoolExecutor(2) as asking:
        answers = [asking.submit(town.api, "/me"), asking.submit(sign_up, town)]
        assert town.served.ask("/healthz")[0] == 200
        assert town.served.ask("/readyz")[0] == 200
        assert town.served.ask("/account/login/", headers={"Host": "localhost"})[0] == 200
        assert not any(answer.done() for answer in answers)
        (status, headers, body), (page_status, page_headers, page) = (answer.result() for answer in answers)
        assert (status, headers["content-type"]) == (503, "application/problem+json"), body
        assert json.loads(body)["detail"] == str(Unavailable.sentence)
        assert headers["retry-after"]
        assert (page_status, page_headers["content-type"]) == (503, "text/html; charset=utf-8"), page
        assert html.escape(str(Unavailable.sentence)).encode() in page
    assert town.api("/me")[0] == 200
    assert sign_up(town)[0] != 503
