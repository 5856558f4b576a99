"""In which language people read, and are written to."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from worgl.core.commands import IdempotencyKey
from worgl.identity import commands, queries
from worgl.identity.models import Person
from worgl.identity.tests.builders import NOW, PASSWORD, person

pytestmark = pytest.mark.django_db
SIGN_UP = {"name": "Mira", "email": "mira@example.org", "password1": PASSWORD}


def mira() -> queries.PersonView:
    return queries.person_by_email("mira@example.org")


@pytest.mark.parametrize(
    ("asked", "told_in"),
    [("de", "de"), ("de-AT,de;q=0.9,en;q=0.5", "de"), ("fr-CA", "fr"), ("es-419,es;q=0.9", "es"), ("pt", "en")],
)
def test_who_signs_up_is_written_to_in_the_language_they_read(client: Client, asked: str, told_in: str) -> None:
    client.post(reverse("account_signup"), SIGN_UP, headers={"Accept-Language": asked})
    assert (mira().language, mira().told_in) == ("", told_in)


def test_signing_in_on_pages_of_another_language_changes_what_letters_are_written_in(client: Client) -> None:
    own = person("Mira", email="mira@example.org", password=PASSWORD)
    Person.objects.filter(pk=own).update(read_in="en")
    sent = {"login": "mira@example.org", "password": PASSWORD}
    client.post(reverse("account_login"), sent, headers={"Accept-Language": "fr"})
    assert mira().told_in == "fr"


def test_what_a_person_has_chosen_goes_before_what_their_browser_asks(client: Client) -> None:
    own = person("Mira", email="mira@example.org", password=PASSWORD)
    commands.set_preferences(actor=own, language="es", theme="", key=IdempotencyKey("p"), now=NOW)
    sent = {"login": "mira@example.org", "password": PASSWORD}
    client.post(reverse("account_login"), sent, headers={"Accept-Language": "fr"})
    assert mira().told_in == "es"


def test_a_letter_about_a_password_is_written_in_the_language_of_its_reader_not_of_who_asked(client: Client) -> None:
    own = person("Mira", email="mira@example.org", password=PASSWORD)
    commands.set_preferences(actor=own, language="de", theme="", key=IdempotencyKey("p"), now=NOW)
    client.post(reverse("account_reset_password"), {"email": "mira@example.org"}, headers={"Accept-Language": "fr"})
    (letter,) = mail.outbox
    with translation.override("de"):
        assert translation.gettext("Choose a new password") in f"{letter.subject}{letter.body}"


def test_settings_offer_every_language_worgl_speaks(client: Client) -> None:
    client.force_login(Person.objects.get(pk=person("Mira", email="mira@example.org", password=PASSWORD)))
    page = client.get(reverse("identity:settings")).content.decode()
    assert [name for name in ("English", "Deutsch", "Español", "Français") if name not in page] == []


def test_a_visitor_switches_the_language_and_goes_on_where_they_were(client: Client) -> None:
    answer = client.post(reverse("identity:language"), {"language": "de", "next": "/account/login/?next=/x/"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/x/")
    assert '<html lang="de"' in client.get(reverse("account_login")).content.decode()


def test_who_has_signed_in_and_switches_keeps_the_language_everywhere(client: Client) -> None:
    own = person("Mira", email="mira@example.org", password=PASSWORD)
    client.force_login(Person.objects.get(pk=own))
    client.post(reverse("identity:language"), {"language": "fr", "key": "k"})
    assert queries.person(own).language == "fr"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_switching_leads_to_no_other_site(client: Client, away: str) -> None:
    answer = client.post(reverse("identity:language"), {"language": "de", "next": away})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["", "tlh", "pt-br", "../de"])
def test_a_language_that_is_not_offered_is_refused(client: Client, language: str) -> None:
    assert client.post(reverse("identity:language"), {"language": language}).status_code == 422


def test_a_person_who_is_moved_is_written_to_in_the_language_they_have_read() -> None:
    from worgl.identity import portability  # noqa: PLC0415 -- only this test moves anybody

    own = person("Mira", email="mira@example.org", password=PASSWORD)
    Person.objects.filter(pk=own).update(read_in="fr")
    (row,) = portability.export_rows([own])
    assert row[portability.HEADER.index("language")] == "fr"
