"""Every setting an operator may give, declared once: name, default, meaning, and what may stand there.

A value comes from the environment variable NAME, or from a line NAME=value of the file that WORGL_SETTINGS names;
with NAME_FILE it stands in a file of its own (for secrets). `docs/reference/settings.md` is written from this table.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from worgl.config.kinds import ANY, YES, YES_OR_NO, Hosts, Kind, Number, OneOf, Sender, Site, Text

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SPOKEN = ("en", "de", "es", "fr")


class Wrong(ValueError):
    """A setting cannot be used: where it stands, and what is wrong with it; never its value when that is secret."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")


@dataclass(frozen=True, slots=True)
class Given:
    """What an operator wrote, and where."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One operator setting. `default` is the text used when nothing is given, `kind` says what may be."""

    name: str
    default: str
    meaning: str
    kind: Kind = ANY


SETTINGS: tuple[Setting, ...] = (
    Setting("WORGL_HOME", "var", "Folder for the database, secret key, uploads and backups."),
    Setting(
        "DATABASE_URL",
        "",
        "Database: empty for SQLite in WORGL_HOME, sqlite:///path, or postgresql://user:password@host/name, with "
        "options such as ?sslmode=verify-full&sslrootcert=system.",
    ),
    Setting(
        "WORGL_SECRET_KEY",
        "",
        "Secret for sessions and tokens. Empty: made once and kept in WORGL_HOME/secret.key.",
        Text(least=32),
    ),
    Setting(
        "WORGL_HOSTS",
        "",
        "Host names the site answers to, separated by commas. Empty: that of WORGL_URL, and localhost.",
        Hosts(),
    ),
    Setting(
        "WORGL_URL",
        "http://localhost:8000",
        "Address people use; links in e-mail and QR codes start with it.",
        Site(),
    ),
    Setting(
        "WORGL_HTTPS",
        "no",
        "yes: cookies only over HTTPS, HSTS on, plain HTTP redirected.",
        YES_OR_NO,
    ),
    Setting(
        "WORGL_DEMO",
        "no",
        "yes: the clock may be moved and anyone may act as the demo people. Never with real members.",
        YES_OR_NO,
    ),
    Setting(
        "WORGL_DEBUG",
        "no",
        "yes: error pages show code. Never in production.",
        YES_OR_NO,
    ),
    Setting(
        "WORGL_LANGUAGE",
        "en",
        "Language used when a visitor's browser asks for none that is offered.",
        OneOf(SPOKEN),
    ),
    Setting(
        "WORGL_EMAIL_URL",
        "",
        "Mail server: smtp+starttls://user:password@host, smtps://user:password@host (TLS from the start) or, without "
        "a password and without TLS, smtp://host. Empty: e-mails are written to the log.",
    ),
    Setting(
        "WORGL_EMAIL_FROM",
        "worgl@localhost",
        "Sender of the e-mails.",
        Sender(),
    ),
    Setting(
        "WORGL_VERIFY_EMAIL",
        "",
        "mandatory: nobody signs in before an e-mail has confirmed their address, and signing up does not tell which "
        "addresses are registered. optional: people sign in at once. Empty: mandatory when WORGL_EMAIL_URL is set "
        "and this is no demo, else optional.",
        OneOf(("mandatory", "optional"), may_be_empty=True),
    ),
    Setting(
        "WORGL_PROXIES",
        "0",
        "How many of your own web servers stand in front, each adding an address to X-Forwarded-For. "
        "Limits on sign-in count the visitor's address by it.",
        Number(0, 10),
    ),
    Setting(
        "WORGL_API_RATE",
        "600",
        "Requests a minute one key may send to the API, counted by each server process.",
        Number(1, 1_000_000_000),
    ),
    Setting(
        "WORGL_API_GUESSES",
        "60",
        "Requests without a good key one address may send to the API in a minute.",
        Number(1, 1_000_000_000),
    ),
    Setting(
        "WORGL_WEBHOOKS_ANYWHERE",
        "no",
        "yes: webhooks may go to plain http and to private addresses. For development.",
        YES_OR_NO,
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
        YES_OR_NO,
    ),
    Setting(
        "WORGL_NETWORKS",
        "",
        "TOML file of the social networks people may sign in with (docs/recipes/social-networks.md). Empty: none.",
    ),
    Setting(
        "WORGL_LOG_REQUESTS",
        "no",
        "yes: one line a request in the log: method, pattern of the address, status, time. Nothing about who asked.",
        YES_OR_NO,
    ),
    Setting(
        "WORGL_LOG_LEVEL",
        "INFO",
        "DEBUG, INFO, WARNING or ERROR.",
        OneOf(LOG_LEVELS),
    ),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}
OURS = "WORGL_"
OF_TESTS = frozenset(
    {
        *("WORGL_KILLS", "WORGL_SEED", "WORGL_MODEL_BATCHES", "WORGL_SIMULATOR_STEPS", "WORGL_RANDOM_REQUESTS"),
        *("WORGL_REAL_DATA", "WORGL_TEST_RUN"),
    }
)
"""Names that only the project's own tests read (`tests/support`)."""
ELSEWHERE = frozenset({"WORGL_SETTINGS"})
"""Where settings stand; no setting itself."""


@cache
def given() -> Mapping[str, Given]:
    """Return what the operator gave, by name: from the file of WORGL_SETTINGS, and over it from the environment.

    A setting of the environment takes the place of the file's, whether either names a file of its own or not: the
    drill of a backup gives DATABASE_URL where the settings may have DATABASE_URL_FILE.
    """
    path = os.environ.get("WORGL_SETTINGS", "")
    from_file = read_file(Path(path)) if path else {}
    from_environment = {name: Given(value, "the environment") for name, value in os.environ.items() if _is_ours(name)}
    set_anew = {name.removesuffix("_FILE") for name in from_environment}
    kept = {name: told for name, told in from_file.items() if name.removesuffix("_FILE") not in set_anew}
    return {**kept, **from_environment}


def _is_ours(name: str) -> bool:
    if name in OF_TESTS | ELSEWHERE:
        return False
    return name.startswith(OURS) or name.removesuffix("_FILE") in _BY_NAME


def read_file(path: Path) -> dict[str, Given]:
    """Return the settings of a file of lines NAME=value; refuses a line that is none with its number.

    Empty lines and those that begin with # say nothing; a value may stand in quotes.
    """
    found: dict[str, Given] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path}, line {number}"
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name.replace("_", "").isalnum():
            raise Wrong(where, "this is no line of the form NAME=value")
        if name in found:
            raise Wrong(where, f"{name} is given twice, here and in {found[name].where}")
        found[name] = Given(_unquoted(value), where)
    return found


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def read(name: str) -> str:
    """Return the text of a declared setting; a name that is not in SETTINGS is a bug (KeyError)."""
    declared = _BY_NAME[name]
    told, in_file = given().get(name), given().get(f"{name}_FILE")
    if in_file is not None and in_file.value:
        if told is not None and told.value:
            raise Wrong(in_file.where, f"{name} and {name}_FILE are both given; take one of them away")
        return _read_secret(in_file, name)
    return declared.default if told is None else told.value.strip()


def _read_secret(where: Given, name: str) -> str:
    try:
        return Path(where.value).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is no text"
        raise Wrong(where.where, f"the file of {name}_FILE cannot be read: {where.value}: {reason}") from error


def where(name: str) -> str:
    """Return where a setting stands: a line of a file, or the environment."""
    found = given().get(f"{name}_FILE") or given().get(name)
    return found.where if found else "the environment"


def check() -> None:
    """Refuse names that mean nothing and values that are none, each with where it stands: Wrong."""
    _check_names()
    for setting in SETTINGS:
        problem = setting.kind.problem(read(setting.name))
        if problem:
            raise Wrong(where(setting.name), f"{setting.name} {problem}")


def _check_names() -> None:
    known = {*_BY_NAME, *(f"{name}_FILE" for name in _BY_NAME)}
    for name, told in sorted(given().items()):
        if name in known:
            continue
        near = get_close_matches(name.upper(), sorted(known), n=1)
        hint = f" Did you mean {near[0]}?" if near else " docs/reference/settings.md lists them all."
        raise Wrong(told.where, f"there is no setting {name}.{hint}")


def secret_named(name: str) -> str:
    """Return a secret of the environment under the name the operator gave it; "" when it is missing."""
    return os.environ.get(name, "")


def read_bool(name: str) -> bool:
    """Return a yes/no setting; `check` has refused anything else."""
    return read(name).lower() in YES


def home_path() -> Path:
    """Return where the data folder is, or would be."""
    return Path(read("WORGL_HOME")).resolve()


def home() -> Path:
    """Return the absolute data folder, made when missing (mode 0700)."""
    path = home_path()
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
