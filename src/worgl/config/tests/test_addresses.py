"""What the addresses of database and mail server become, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from worgl.config.addresses import database, mail

HOME = Path("/srv/worgl")
SECRET = "hunter2hunter2"


def test_the_database_is_a_file_in_the_data_folder_unless_an_address_says_otherwise() -> None:
    assert database("", home=HOME)["NAME"] == "/srv/worgl/worgl.sqlite3"
    assert database("sqlite:////data/town.sqlite3", home=HOME)["NAME"] == "/data/town.sqlite3"
    assert database("sqlite:///town.sqlite3", home=HOME)["NAME"] == "town.sqlite3"


def test_the_parts_of_an_address_are_read_with_their_signs() -> None:
    read = database("postgresql://worgl:p%40ss%2F@db.example.org:5433/town", home=HOME)
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        *("worgl", "p@ss/", "db.example.org"),
        *(5433, "town"),
    )
    assert read["CONN_HEALTH_CHECKS"]


def test_a_socket_is_named_by_host() -> None:
    assert database("postgresql://worgl@/worgl?host=/run/postgresql", home=HOME)["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    ("told", "name", "value"),
    [
        ("sslmode=verify-full", "sslmode", "verify-full"),
        ("sslmode=require&sslrootcert=/etc/ca.pem", "sslrootcert", "/etc/ca.pem"),
        ("sslmode=verify-full&sslrootcert=system", "sslrootcert", "system"),
        ("connect_timeout=3", "connect_timeout", "3"),
    ],
)
def test_options_reach_the_driver(told: str, name: str, value: str) -> None:
    assert str(database(f"postgresql://u:p@db/town?{told}", home=HOME)["OPTIONS"][name]) == value


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"postgresql://u:{SECRET}@db/town?sslmod=verify-full", "did you mean sslmode?"),
        (f"postgresql://u:{SECRET}@db/town?sslmode=verify_full", "one of disable, allow"),
        (f"postgresql://u:{SECRET}@db/town?sslmode=require&sslmode=disable", "sslmode twice"),
        (f"postgresql://u:{SECRET}@db/town?pool=1", "an option pool"),
        (f"postgresql://u:{SECRET}@/town?host=/run/postgresql&sslmode=verify-full", "by socket cannot hold"),
        (f"postgresql://u:{SECRET}@/town?sslmode=require", "by socket cannot hold"),
        (f"postgresql://u:{SECRET}@%2Frun%2Fpostgresql/town?sslmode=verify-ca", "by socket cannot hold"),
        (f"postgresql://u:{SECRET}@db", "names no database"),
        (f"postgresql://u:{SECRET}@db:many/town", "no address that can be read"),
        (f"mysql://u:{SECRET}@db/town", "must start with"),
        (f"u:{SECRET}@db/town", "must start with"),
        ("sqlite:///town.sqlite3?mode=ro", "takes no options"),
    ],
)
def test_an_address_that_would_not_hold_is_refused_without_repeating_its_password(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("?", r"\?")) as refused:
        database(url, home=HOME)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp+starttls://u:p%40@mail.example.org", 587, True, False),
        ("smtps://u:p%40@mail.example.org", 465, False, True),
        ("smtp+starttls://u:p%40@mail.example.org:2525", 2525, True, False),
        ("smtps://u:p%40@mail.example.org:587", 587, False, True),
    ],
)
def test_the_scheme_says_how_letters_are_protected_and_no_port_does(
    url: str, port: int, starttls: bool, tls: bool
) -> None:
    read = mail(url)
    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (port, starttls, tls)
    assert (read["EMAIL_HOST_USER"], read["EMAIL_HOST_PASSWORD"]) == ("u", "p@")


def test_a_relay_on_this_machine_needs_no_password_and_no_tls() -> None:
    read = mail("smtp://localhost")
    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (25, False, False)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"smtp://u:{SECRET}@mail.example.org:587", "unprotected"),
        (f"smtp://u:{SECRET}@mail.example.org", "unprotected"),
        (f"smpts://u:{SECRET}@mail.example.org", "must start with"),
        ("mail.example.org", "must start with"),
        (f"smtps://u:{SECRET}/x@mail.example.org", "%2F|address such as"),
        ("smtps://", "address such as"),
        ("smtps://mail.example.org?tls=no", "address such as"),
        ("smtps://mail.example.org:many", "address such as"),
    ],
)
def test_a_mail_server_that_is_not_clear_is_refused_without_repeating_its_password(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        mail(url)
    assert SECRET not in str(refused.value)
