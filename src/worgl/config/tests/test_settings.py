"""What the operator's settings become."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from worgl.config import addresses, env, networks, settings
from worgl.config.settings import verification

Refused = Callable[..., str]


@pytest.mark.parametrize(
    ("wanted", "has_mail", "is_"),
    [
        ("", True, "mandatory"),
        ("", False, "optional"),
        ("optional", True, "optional"),
        ("mandatory", False, "mandatory"),
    ],
)
def test_confirming_is_mandatory_where_letters_go_out(wanted: str, has_mail: bool, is_: str) -> None:
    assert verification(wanted, has_mail=has_mail) == is_


def test_a_mistyped_setting_does_not_start() -> None:
    with pytest.raises(ValueError, match="WORGL_VERIFY_EMAIL"):
        verification("yes", has_mail=True)


def test_a_password_costs_who_guesses_a_hundred_megabytes_and_the_time_to_fill_them_twice() -> None:
    kept = import_string(settings.PASSWORD_HASHERS[0])().encode("plough-orchard-lantern", "salt-of-this-test")
    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Refused]:
    """Return what the settings of a file, or of the environment, are refused with; "" when they are good."""
    for name in [name for name in os.environ if name.startswith(("WORGL_", "DATABASE_URL"))]:
        monkeypatch.delenv(name)

    def check(lines: str = "", **environment: str) -> str:
        (tmp_path / "settings").write_text(lines, encoding="utf-8")
        for name, value in {"WORGL_SETTINGS": str(tmp_path / "settings"), **environment}.items():
            monkeypatch.setenv(name, value)
        env.given.cache_clear()
        try:
            env.check()
            settings.hosts(env.read("WORGL_HOSTS"), site=env.read("WORGL_URL"))
            settings.service("DATABASE_URL", lambda url: addresses.database(url, home=tmp_path))
            settings.service("WORGL_EMAIL_URL", addresses.mail)
            settings.service("WORGL_NETWORKS", networks.read)
        except env.Wrong as wrong:
            return str(wrong)
        return ""

    yield check
    monkeypatch.undo()
    env.given.cache_clear()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("WORGL_HTTP", "yes", "Did you mean WORGL_HTTPS?"),
        ("WORGL_EMAILURL", "smtp://localhost", "Did you mean WORGL_EMAIL_URL?"),
        ("WORGL_SECRET_KEY_FIEL", "/run/key", "Did you mean WORGL_SECRET_KEY_FILE?"),
        ("WORGL_HTTPS", "maybe", "must be yes or no"),
        ("WORGL_DEMO", "ja", "must be yes or no"),
        ("WORGL_LOG_LEVEL", "warn", "did you mean WARNING?"),
        ("WORGL_LANGUAGE", "english", "one of en, de"),
        ("WORGL_PROXIES", "-1", "whole number"),
        ("WORGL_PROXIES", "one", "whole number"),
        ("WORGL_URL", "coins.example.org", "https://coins.example.org"),
        ("WORGL_URL", "https://example.org/coins", "must end after the host"),
        ("WORGL_URL", "https://coins.example.org:0", "https://coins.example.org"),
        ("WORGL_HOSTS", "https://coins.example.org", "without http://"),
        ("WORGL_HOSTS", "*", "is none"),
        ("WORGL_EMAIL_FROM", "coins", "Coins <coins@example.org>"),
        ("WORGL_SECRET_KEY", "short", "at least 32"),
        ("WORGL_SECRET_KEY_FILE", "/no/such/file", "cannot be read"),
        ("WORGL_NETWORKS", "/no/such/file", "/no/such/file"),
    ],
)
def test_a_wrong_setting_does_not_start_and_names_itself(refused: Refused, name: str, value: str, said: str) -> None:
    told = refused(**{name: value})
    assert name in told
    assert said in told


def test_the_line_of_the_file_that_is_wrong_is_told(refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "settings"
    good = f'# a town\n\nWORGL_HOME={tmp_path / "home"}\nWORGL_URL="https://coins.example.org"\nWORGL_HTTPS=yes\n'
    assert refused(good) == ""
    for line, said in (
        ("WORGL_DEMO=perhaps", "WORGL_DEMO must be yes or no"),
        ("WORGL_PORT=8000", "there is no setting WORGL_PORT"),
        ("export WORGL_DEMO=no", "this is no line of the form NAME=value"),
        ("WORGL_HTTPS=no", "WORGL_HTTPS is given twice"),
        ("DATABASE_URL=postgresql://a:b@/c?sslmode=require", "DATABASE_URL asks for sslmode=require"),
        ("WORGL_EMAIL_URL=smtp://a:b@c", "WORGL_EMAIL_URL would send its password unprotected"),
        ("WORGL_HOSTS=other.example.org", "WORGL_HOSTS lacks coins.example.org"),
    ):
        told = refused(good + line + "\n")
        assert f"{file}, line 6: {said}" in told, told


def test_a_secret_that_is_given_twice_is_refused(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k" * 40, encoding="utf-8")
    both = {"WORGL_SECRET_KEY": "x" * 40, "WORGL_SECRET_KEY_FILE": str(tmp_path / "key")}
    assert "are both given" in refused(**both)
    assert refused(WORGL_SECRET_KEY="", WORGL_SECRET_KEY_FILE=str(tmp_path / "key")) == ""


def test_the_environment_takes_the_place_of_the_file_in_either_form(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("postgresql://worgl:secret@127.0.0.1/worgl", encoding="utf-8")
    by_file = f"DATABASE_URL_FILE={tmp_path}/kept\n"
    assert refused(by_file, DATABASE_URL="postgresql://worgl@127.0.0.1/drill") == ""
    assert env.read("DATABASE_URL").endswith("/drill")
    assert refused(by_file, DATABASE_URL="") == ""
    assert env.read("DATABASE_URL") == ""


def test_the_environment_may_name_a_file_where_the_settings_hold_a_value(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("postgresql://worgl:secret@127.0.0.1/worgl", encoding="utf-8")
    assert refused("DATABASE_URL=postgresql://a@b/c\n", DATABASE_URL_FILE=str(tmp_path / "kept")) == ""
    assert env.read("DATABASE_URL").endswith("/worgl")


def test_every_default_is_of_its_kind_and_every_language_can_be_chosen() -> None:
    assert [setting.name for setting in env.SETTINGS if setting.kind.problem(setting.default)] == []
    assert [code for code, _name in settings.LANGUAGES] == list(env.SPOKEN)


def test_the_hosts_are_those_of_the_address_unless_they_are_named() -> None:
    assert settings.hosts("", site="https://coins.example.org") == [
        "127.0.0.1",
        "[::1]",
        "coins.example.org",
        "localhost",
    ]
    assert settings.hosts("a.example, b.example", site="http://localhost") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("told", "is_"),
    [
        ("https://Coins.Example.org", "https://coins.example.org"),
        ("HTTPS://coins.example.org/", "https://coins.example.org"),
        ("https://coins.example.org:443", "https://coins.example.org"),
        ("http://coins.example.org:80/", "http://coins.example.org"),
        ("http://coins.example.org:443", "http://coins.example.org:443"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_the_address_is_written_as_browsers_do(told: str, is_: str) -> None:
    assert settings.site_address(told) == is_


def test_forms_come_from_every_name_that_is_told_by_the_port_of_the_site() -> None:
    assert settings.origins("", site="https://coins.example.org") == ["https://coins.example.org"]
    assert settings.origins("Coins.example.org,old.example.org", site="https://coins.example.org:8443") == [
        "https://coins.example.org:8443",
        "https://old.example.org:8443",
    ]
