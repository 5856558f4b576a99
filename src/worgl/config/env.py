"""Every setting an operator may give, declared once: name, default, meaning.

A value comes from the environment variable NAME, or from the file named by NAME_FILE (for secrets
kept outside the environment). `docs/reference/settings.md` is written from this table.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """One operator setting. `default` is the text used when nothing is given."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("WORGL_HOME", "var", "Folder for the database, secret key, uploads and backups."),
    Setting(
        "DATABASE_URL",
        "",
        "Database: empty for SQLite in WORGL_HOME, sqlite:///path, or postgresql://user:password@host/name.",
    ),
    Setting(
        "WORGL_SECRET_KEY", "", "Secret for sessions and tokens. Empty: made once and kept in WORGL_HOME/secret.key."
    ),
    Setting("WORGL_HOSTS", "localhost,127.0.0.1,[::1]", "Host names the site answers to, separated by commas."),
    Setting("WORGL_URL", "http://localhost:8000", "Address people use; links in e-mail and QR codes start with it."),
    Setting("WORGL_HTTPS", "no", "yes: cookies only over HTTPS, HSTS on, plain HTTP redirected."),
    Setting(
        "WORGL_DEMO",
        "no",
        "yes: the clock may be moved and anyone may act as the demo people. Never with real members.",
    ),
    Setting("WORGL_DEBUG", "no", "yes: error pages show code. Never in production."),
    Setting("WORGL_LANGUAGE", "en", "Language used when a visitor's browser asks for none that is offered."),
    Setting(
        "WORGL_EMAIL_URL", "", "SMTP server: smtp://user:password@host:587. Empty: letters are written to the log."
    ),
    Setting("WORGL_EMAIL_FROM", "worgl@localhost", "Sender of the letters."),
    Setting(
        "WORGL_VERIFY_EMAIL",
        "",
        "mandatory: nobody signs in before a letter has confirmed his address, and signing up does not tell which "
        "addresses are registered. optional: people sign in at once. Empty: mandatory when WORGL_EMAIL_URL is set "
        "and this is no demo, else optional.",
    ),
    Setting(
        "WORGL_PROXIES",
        "0",
        "How many of your own web servers stand in front, each adding an address to X-Forwarded-For. "
        "Limits on sign-in count the visitor's address by it.",
    ),
    Setting("WORGL_API_RATE", "600", "Requests a minute one key may send to the API, counted by each server process."),
    Setting("WORGL_API_GUESSES", "60", "Requests without a good key one address may send to the API in a minute."),
    Setting(
        "WORGL_WEBHOOKS_ANYWHERE", "no", "yes: webhooks may go to plain http and to private addresses. For development."
    ),
    Setting(
        "WORGL_PUSH_KEY",
        "",
        "Private key, PEM, that signs push messages. Empty: WORGL_HOME/push.key, which `worgl init` makes.",
    ),
    Setting(
        "WORGL_PUSH_PRIVATE",
        "no",
        "yes: push messages may also be posted to private addresses and without TLS. For tests only.",
    ),
    Setting(
        "WORGL_NETWORKS",
        "",
        "TOML file of the social networks people may sign in with (docs/recipes/social-networks.md). Empty: none.",
    ),
    Setting("WORGL_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def read(name: str) -> str:
    """Return the text of a declared setting; a name that is not in SETTINGS is a bug (KeyError)."""
    declared = _BY_NAME[name]
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, declared.default)


def secret_named(name: str) -> str:
    """Return a secret of the environment under the name the operator gave it; "" when it is missing."""
    return os.environ.get(name, "")


def read_bool(name: str) -> bool:
    """Return a yes/no setting; anything but yes, true, on or 1 is no."""
    return read(name).lower() in {"yes", "true", "on", "1"}


def home() -> Path:
    """Return the absolute data folder, made when missing (mode 0700)."""
    path = Path(read("WORGL_HOME")).resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret_key() -> str:
    """Return the secret key: the setting, else the one kept in the data folder, made on first use."""
    given = read("WORGL_SECRET_KEY")
    if given:
        return given
    path = home() / "secret.key"
    try:
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8").strip()
