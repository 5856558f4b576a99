"""The ways into this process's data plane."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection

from worgl.core.errors import TooLarge
from worgl.core.limits import BATCH_MAX
from worgl.ledger.plane.base import Plane
from worgl.ledger.plane.postgres import PostgresPlane
from worgl.ledger.plane.sqlite import SqlitePlane
from worgl.ledger.rules import BookId, Outcome, Transfer, micros

APPLICATION = "worgl-ledger"
"""How the data plane's connections name themselves to PostgreSQL."""
_making = threading.Lock()
_current: Plane | None = None


def submit(book: BookId, transfer: Transfer, *, now: datetime) -> Outcome:
    """Book one transfer durably and return its outcome; waits for the commit it rides on."""
    return current().submit(book, (transfer,), now=micros(now))[0]


def submit_journal(book: BookId, transfers: Sequence[Transfer], *, now: datetime) -> tuple[Outcome, ...]:
    """Book the transfers of one journal durably, all or none; each names the same `journal`."""
    assert len({item.journal for item in transfers}) == 1
    return current().submit(book, transfers, now=micros(now))


def submit_batch(
    book: BookId, transfers: Sequence[Transfer], *, now: datetime, imported: bool = False
) -> tuple[Outcome, ...]:
    """Book many transfers durably, in commits of up to BATCH_MAX, and return every outcome in order.

    A journal is never cut. With `imported`, transfers are dated by their `event_at` (see `post_imported`).
    """
    outcomes: list[Outcome] = []
    for part in _parts(transfers):
        if imported:
            outcomes.extend(current().commit(book, part, now=micros(now), imported=True))
        else:
            outcomes.extend(current().submit(book, part, now=micros(now)))
    return tuple(outcomes)


def close() -> None:
    """Close this process's connections of the data plane; the next use opens new ones."""
    global _current  # noqa: PLW0603 -- one data plane per process
    with _making:
        if _current is not None:
            _current.close()
        _current = None


def _parts(transfers: Sequence[Transfer]) -> Iterator[Sequence[Transfer]]:
    """Cut a batch into commits without cutting a journal; refuses TooLarge for a journal above BATCH_MAX."""
    start = 0
    while start < len(transfers):
        end = min(start + BATCH_MAX, len(transfers))
        if end < len(transfers):
            while (
                end > start
                and transfers[end].journal is not None
                and transfers[end].journal == transfers[end - 1].journal
            ):
                end -= 1
        if end == start:
            raise TooLarge(asked="a journal of more transfers", limit=BATCH_MAX)
        yield transfers[start:end]
        start = end


def current() -> Plane:
    """Return this process's data plane for Django's default database."""
    global _current  # noqa: PLW0603 -- one data plane per process
    if _current is None:
        with _making:
            if _current is None:
                _current = _make()
    return _current


def _make() -> Plane:
    if connection.vendor == "sqlite":
        options = connection.settings_dict["OPTIONS"]
        return SqlitePlane(str(connection.settings_dict["NAME"]), float(options.get("timeout", 20)))
    settings = connection.get_connection_params()
    for name in ("cursor_factory", "context", "pool"):
        settings.pop(name, None)
    return PostgresPlane({**settings, "autocommit": True, "prepare_threshold": 2, "application_name": APPLICATION})


def _forget() -> None:
    """Forget the parent's connections in a forked child, without closing what the parent still uses."""
    global _current, _making  # noqa: PLW0603 -- a fork copies both
    _current = None
    _making = threading.Lock()


os.register_at_fork(after_in_child=_forget)
