"""Signing up and in through allauth: what is kept, what is refused, how often one may try."""

from __future__ import annotations

import logging
from importlib import import_module
from pathlib import Path
from smtplib import SMTPException
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from worgl.core.commands import IdempotencyKey
from worgl.identity import commands, queries
from worgl.identity.errors import LetterNotSent
from worgl.identity.models import Person
from worgl.identity.tests.builders import NOW, PASSWORD, person

pytestmark = pytest.mark.django_db

REFUSED = 429


class LostServer(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: object) -> int:
        raise SMTPException(550, "secret@example.org is not taken")


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()
    # The server's folder of collected files, which a run of tests has not made.
    Path(str(settings.STATIC_ROOT)).mkdir(exist_ok=True)


def sign_up(client: Client, *, name: str = "Mira", email: str = "Mira@Example.org", password: str = PASSWORD) -> int:
    answer = client.post(reverse("account_signup"), {"name": name, "email": email, "password1": password})
    return answer.status_code


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def confirm_password(client: Client, password: str = PASSWORD) -> None:
    """Type the password once more, as important changes ask for."""
    client.post(reverse("account_reauthenticate"), {"password": password})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_who_signs_up_is_a_person_and_signed_in(client: Client) -> None:
    assert sign_up(client, name=" Mira  Novak ") == 302
    row = Person.objects.get()
    assert (row.email, row.name, row.is_staff, row.is_active) == ("mira@example.org", "Mira Novak", False, True)
    assert row.password.startswith("argon2$argon2id$")
    assert is_signed_in(client)
    assert [letter.to for letter in mail.outbox] == [["mira@example.org"]]


@pytest.mark.parametrize(
    "wrong",
    [{"name": "\u202eariM"}, {"name": " "}, {"email": "mira"}, {"password": "short"}, {"password": "1234567890123"}],
)
def test_a_wrong_form_is_shown_again(client: Client, wrong: dict[str, str]) -> None:
    assert sign_up(client, **wrong) == 200
    assert not Person.objects.exists()


def test_an_address_registers_once(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    assert sign_up(client, email="MIRA@example.org") == 200
    assert Person.objects.count() == 1
    assert not is_signed_in(client)


def test_asking_for_a_new_password_does_not_tell_who_is_registered(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    asked = [client.post(reverse("account_reset_password"), {"email": f"{name}@example.org"}) for name in ("mira", "x")]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in asked}) == 1


def test_people_sign_in_with_their_address_in_any_case(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    assert sign_in(client, " MIRA@Example.org", PASSWORD) == 302
    assert is_signed_in(client)


def test_wrong_passwords_unusable_ones_and_switched_off_people_do_not_sign_in(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    person("Otto", email="otto@example.org")
    lena = person("Lena", email="lena@example.org", password=PASSWORD)
    Person.objects.filter(pk=lena).update(is_active=False)
    for email, password in [("mira@example.org", "wrong"), ("otto@example.org", ""), ("lena@example.org", PASSWORD)]:
        sign_in(client, email, password)
        assert not is_signed_in(client)


def test_the_eleventh_failed_sign_in_of_a_minute_is_refused(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    tried = [sign_in(client, f"guess-{number}@example.org", "wrong") for number in range(10)]
    assert tried == [200] * 10
    answer = client.post(reverse("account_login"), {"login": "mira@example.org", "password": PASSWORD})
    assert "Too many failed login attempts" in answer.content.decode() or answer.status_code == REFUSED
    assert not is_signed_in(client)


def test_the_sixth_guess_at_one_address_is_refused_even_when_right(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    for number in range(5):
        elsewhere = Client(REMOTE_ADDR=f"192.0.2.{number}")
        assert sign_in(elsewhere, "mira@example.org", "wrong") == 200
    sign_in(client, "mira@example.org", PASSWORD)
    assert not is_signed_in(client)


def test_signing_up_does_not_fail_for_want_of_a_letter(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with override_settings(EMAIL_BACKEND=f"{__name__}.LostServer"):
        assert sign_up(client) == 302
    assert is_signed_in(client)
    assert "could not be sent" in caplog.text


def test_a_lost_letter_is_said_to_who_waits_for_it(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    with override_settings(EMAIL_BACKEND=f"{__name__}.LostServer"):
        answer = client.post(reverse("account_reset_password"), {"email": "mira@example.org"})
    assert answer.status_code == LetterNotSent.status == 503
    assert str(LetterNotSent()) in answer.content.decode()
    assert "example.org" not in caplog.text


def test_nothing_personal_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sign_up(client)
    client.logout()
    sign_in(client, "mira@example.org", "wrong-password")
    sign_in(client, "mira@example.org", PASSWORD)
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for secret in ("mira@example.org", "Mira", PASSWORD, "wrong-password"):
        assert secret not in ours


def test_pages_speak_the_language_the_person_has_chosen(client: Client) -> None:
    mira = person("Mira", email="mira@example.org", password=PASSWORD)
    sign_in(client, "mira@example.org", PASSWORD)
    address = reverse("account_change_password")
    assert client.get(address, headers={"Accept-Language": "fr"}).headers["Content-Language"] == "fr"
    commands.set_preferences(actor=mira, language="de", theme="dark", key=IdempotencyKey("one"), now=NOW)
    answer = client.get(address, headers={"Accept-Language": "fr"})
    assert answer.headers["Content-Language"] == "de"
    assert answer.wsgi_request.theme == "dark"  # type: ignore[attr-defined]  # set by the middleware
    client.logout()
    visitor = client.get(reverse("account_login"), headers={"Accept-Language": "fr"})
    assert visitor.headers["Content-Language"] == "fr"
    assert visitor.wsgi_request.theme == ""  # type: ignore[attr-defined]  # set by the middleware
    assert queries.person(mira).language == "de"


def test_both_spellings_of_a_domain_sign_in_and_cannot_sign_up_twice(client: Client) -> None:
    assert sign_up(client, email="mira@bücher.example") == 302
    assert Person.objects.get().email == "mira@xn--bcher-kva.example"
    for spelling in ("mira@bücher.example", "MIRA@BÜCHER.example", "mira@xn--bcher-kva.example"):
        visitor = Client()
        sign_in(visitor, spelling, PASSWORD)
        assert is_signed_in(visitor), spelling
    sign_up(Client(), email="mira@XN--BCHER-KVA.example")
    assert Person.objects.count() == 1
    assert "mira@bücher.example" in client.get("/settings/").content.decode()


@pytest.mark.parametrize("address", ["jörg@example.org", "a,b@example.org"])
def test_who_cannot_be_written_to_is_told_at_sign_up(client: Client, address: str) -> None:
    assert sign_up(client, email=address) == 200
    assert Person.objects.count() == 0
    answer = client.post(reverse("account_reset_password"), {"email": address})
    assert answer.status_code == 200


def test_addresses_kept_in_their_own_letters_are_rewritten_once() -> None:
    old = person("Mira")
    other = person("Bob")
    Person.objects.filter(pk=old).update(email="mira@bücher.example")
    Person.objects.filter(pk=other).update(email="bob@xn--bcher-kva.example")
    migration = import_module("worgl.identity.migrations.0006_addresses_by_idna")
    for _time in range(2):
        migration.rewrite(apps, SimpleNamespace(connection=connection))
        assert Person.objects.get(pk=old).email == "mira@xn--bcher-kva.example"
        assert Person.objects.get(pk=other).email == "bob@xn--bcher-kva.example"
