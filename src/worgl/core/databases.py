"""What a database's error means: it is away for now, or somebody made a mistake.

The ledger speaks to the drivers themselves, everything else through Django; the same trouble has a name in each.
"""

from __future__ import annotations

import sqlite3

import psycopg
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, connections

CANDIDATES = (
    *(OperationalError, InterfaceError, InternalError, DatabaseError),
    *(psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError),
    *(sqlite3.OperationalError, sqlite3.DatabaseError),
)
"""Classes of errors among which `is_away` finds those of a database that is away."""
_AWAY = (
    *(OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError),
    *(sqlite3.OperationalError, sqlite3.InterfaceError),
)
"""Connections that ended, time that ran out, locks that were not had, a full disk, a file that cannot be written."""
_DAMAGED = (DatabaseError, sqlite3.DatabaseError)
"""These very classes, not what is made of them: how SQLite says that its file is damaged."""
_PASSING = {"25006", "25P02", "25P03", "25P04"}
"""States of PostgreSQL under “internal error” that pass: only reading, a transaction that was ended or timed out."""


WAITED = frozenset({"55P03", "57014"})
"""States of PostgreSQL for a lock that was not had in time, and for a statement that took too long."""
STATEMENT_S = 30
LOCK_S = 5
"""While pages are served, no statement takes longer, and none waits longer for what another holds."""
KNOCK_S = 10


def knock() -> None:
    """See that a database server lets this process in; what it says if not is raised at once, in its own words.

    The pool would try for ten seconds and keep the reason to itself: a certificate that is not trusted, a wrong
    password, no TLS where it is asked for.
    """
    wrapped = connections["default"]
    if wrapped.vendor != "postgresql":
        return
    settings = {"connect_timeout": KNOCK_S, **wrapped.get_connection_params()}
    for name in ("cursor_factory", "context", "pool"):
        settings.pop(name, None)
    psycopg.connect(**settings).close()


def wait_no_longer(*, lock_s: int, statement_s: int | None) -> None:
    """Bound what this process waits for in the database; before its first connection is made.

    Commands that take their time (an import, a check, new tables) do not call this.
    """
    wrapped = connections["default"]
    options = wrapped.settings_dict["OPTIONS"]
    if wrapped.vendor == "sqlite":
        options["timeout"] = lock_s
        return
    told = {"lock_timeout": lock_s, "statement_timeout": statement_s, "idle_in_transaction_session_timeout": 60}
    options["options"] = " ".join(f"-c {name}={value}s" for name, value in told.items() if value is not None)


def is_away(error: BaseException | None) -> bool:
    """Tell whether the database is out of reach, read-only, busy or damaged: the same request may succeed later.

    >>> is_away(OperationalError("the database is locked")), is_away(psycopg.errors.ReadOnlySqlTransaction())
    (True, True)
    >>> is_away(psycopg.errors.UniqueViolation()), is_away(ValueError())
    (False, False)
    """
    if isinstance(error, _AWAY) or type(error) in _DAMAGED:
        return True
    if isinstance(error, InternalError):
        error = error.__cause__
    return isinstance(error, psycopg.InternalError) and error.sqlstate in _PASSING
