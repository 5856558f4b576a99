"""Addresses of services: what DATABASE_URL and WORGL_EMAIL_URL become. They hold passwords and are never repeated."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import dj_database_url
import psycopg.pq

DATABASES = ("sqlite", "postgres", "postgresql")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
NOT_ON_SOCKETS = frozenset({"require", "verify-ca", "verify-full"})
OURS = frozenset({"user", "password", "dbname", "port", "options", "application_name"})
"""Options of a connection that stand elsewhere in the address, or that worgl sets itself."""
MAIL_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
POOL = {"min_size": 1, "max_size": 16, "timeout": 10}


def database(url: str, *, home: Path) -> dict[str, Any]:
    """Return Django's connection settings for a DATABASE_URL; empty means SQLite in the data folder.

    ValueError says what is wrong, without the address: it holds a password.
    """
    if not url:
        return _sqlite(str(home / "worgl.sqlite3"), home)
    try:
        parts = urlsplit(url)
        read = dj_database_url.parse(url) if parts.scheme in DATABASES else {}
    except ValueError:
        message = "is no address that can be read; signs such as @ : / # in a password are written %40 %3A %2F %23"
        raise ValueError(message) from None
    if not read:
        message = f"must start with sqlite:/// or postgresql://, not {parts.scheme or 'this'}://"
        raise ValueError(message)
    if parts.scheme == "sqlite":
        if parts.query:
            message = "takes no options after ? for SQLite"
            raise ValueError(message)
        return _sqlite(read["NAME"], home)
    return _postgres(dict(read), parts)


def _sqlite(path: str, home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": str(home / "test.sqlite3")},
    }


def _postgres(read: dict[str, Any], parts: SplitResult) -> dict[str, Any]:
    if not read["NAME"]:
        message = "names no database: postgresql://user:password@host/NAME"
        raise ValueError(message)
    options = {name: value for name, value in read.get("OPTIONS", {}).items() if name != "pool"}
    told = [name for name, _value in parse_qsl(parts.query, keep_blank_values=True)]
    _check_options(told, options)
    host = str(options.get("host") or read["HOST"])
    mode = options.get("sslmode", "")
    if mode in NOT_ON_SOCKETS and (not host or host.startswith("/")):
        # The driver would drop it in silence.
        message = f"asks for sslmode={mode}, which a connection by socket cannot hold; name a host, or leave it out"
        raise ValueError(message)
    options.pop("host", None)
    return {
        **read,
        "HOST": host,
        "CONN_MAX_AGE": 0,
        # A connection the server has dropped is replaced before a request notices.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "pool": dict(POOL)},
    }


def _check_options(told: list[str], options: dict[str, Any]) -> None:
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()} - OURS
    for name in told:
        if told.count(name) > 1:
            message = f"gives the option {name} twice"
            raise ValueError(message)
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            message = f"has an option {name} after ?, which cannot be given there{hint}"
            raise ValueError(message)
    mode = options.get("sslmode", SSL_MODES[0])
    if mode not in SSL_MODES:
        message = f"must have one of {', '.join(SSL_MODES)} as sslmode, not {mode}"
        raise ValueError(message)


def mail(url: str) -> dict[str, Any]:
    """Return Django's mail settings for a WORGL_EMAIL_URL: its scheme says how the line is protected, no port does.

    ValueError says what is wrong, without the address: it holds a password.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts, port = _mail_parts(url)
    if parts.scheme == "smtp" and parts.password:
        message = (
            "would send its password unprotected: begin it with smtp+starttls:// (the usual one, port 587) "
            "or with smtps:// (TLS from the start, port 465)"
        )
        raise ValueError(message)
    return {
        "EMAIL_BACKEND": "worgl.core.mailserver.Backend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def _mail_parts(url: str) -> tuple[SplitResult, int | None]:
    message = "must be an address such as smtp+starttls://user:password@mail.example.org"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(message) from None
    if parts.scheme not in MAIL_PORTS:
        message = f"must start with smtp+starttls://, smtps:// or smtp://, not {parts.scheme or 'this'}://"
        raise ValueError(message)
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        message += "; signs such as @ : / # in a password are written %40 %3A %2F %23"
        raise ValueError(message)
    return parts, port
