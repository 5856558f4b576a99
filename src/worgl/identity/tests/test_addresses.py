"""Confirming and changing the e-mail address, and what a letter or its absence tells to whom."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.fixtures import Settings

from worgl.identity.models import Person
from worgl.identity.tests.builders import PASSWORD, person
from worgl.identity.tests.test_sign_in import LostServer, confirm_password, is_signed_in, sign_in, sign_up

pytestmark = pytest.mark.django_db

LOST = f"{LostServer.__module__}.LostServer"


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def mandatory(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def link(letter: int = -1) -> str:
    found = re.search(r"https?://[^/]+(/account/\S+)", str(mail.outbox[letter].body))
    assert found is not None, mail.outbox[letter].body
    return found.group(1)


def open_link(client: Client) -> None:
    path = link()
    assert client.get(path).status_code == 200
    client.post(path)


@pytest.mark.usefixtures("mandatory")
def test_nobody_is_signed_in_before_his_letter_is_opened(client: Client) -> None:
    sign_up(client)
    assert not is_signed_in(client)
    assert sign_in(client, "mira@example.org", PASSWORD) == 302
    assert not is_signed_in(client)
    open_link(client)
    assert is_signed_in(client)


@pytest.mark.usefixtures("mandatory")
def test_the_way_through_the_letter_leads_on_to_where_one_was_going(client: Client) -> None:
    address = reverse("account_signup") + "?next=/settings/"
    client.post(address, {"name": "Mira", "email": "mira@example.org", "password1": PASSWORD, "next": "/settings/"})
    path = link()
    answer = client.post(path)
    assert answer.headers["Location"] == "/settings/"
    assert is_signed_in(client)


@pytest.mark.usefixtures("mandatory")
def test_signing_up_does_not_tell_who_is_registered() -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    answers = []
    for email in ("mira@example.org", "new@example.org"):
        client = Client()
        answer = client.post(reverse("account_signup"), {"name": "Mira", "email": email, "password1": PASSWORD})
        page = client.get(answer.headers["Location"])
        said = re.sub(r"nonce|csrf\S+|value=\"\w{64}\"|mira@example.org|new@example.org", "", page.content.decode())
        answers.append((answer.status_code, answer.headers["Location"], page.status_code, said))
    assert answers[0] == answers[1]
    assert Person.objects.count() == 2
    assert [letter.subject for letter in mail.outbox] == ["You already have an account", "Confirm your e-mail address"]


@pytest.mark.usefixtures("mandatory")
@pytest.mark.parametrize("email", ["mira@example.org", "new@example.org"])
def test_a_lost_letter_is_said_alike_to_who_is_registered_and_who_is_not(email: str) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    with override_settings(EMAIL_BACKEND=LOST):
        assert sign_up(Client(), email=email) == 503


def test_a_new_address_counts_when_its_letter_was_opened(client: Client) -> None:
    mira = person("Mira", email="mira@example.org", password=PASSWORD)
    sign_in(client, "mira@example.org", PASSWORD)
    confirm_password(client)
    client.post(reverse("account_email"), {"email": "Mira@New.example", "action_add": ""})
    assert Person.objects.get(pk=mira).email == "mira@example.org"
    page = client.get(reverse("account_email")).content.decode()
    assert "mira@new.example" in page
    open_link(client)
    assert Person.objects.get(pk=mira).email == "mira@new.example"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("mira@new.example", True, True)]
    assert mail.outbox[-1].to == ["mira@example.org"]
    assert "moved from mira@example.org to mira@new.example" in mail.outbox[-1].body
    assert sign_in(Client(), "mira@new.example", PASSWORD) == 302


def test_a_mistyped_new_address_can_be_replaced_or_forgotten(client: Client) -> None:
    mira = person("Mira", email="mira@example.org", password=PASSWORD)
    sign_in(client, "mira@example.org", PASSWORD)
    confirm_password(client)
    for typed in ("wrong@example.org", "right@example.org"):
        client.post(reverse("account_email"), {"email": typed, "action_add": ""})
    assert set(EmailAddress.objects.values_list("email", flat=True)) == {"mira@example.org", "right@example.org"}
    client.post(reverse("account_email"), {"email": "right@example.org", "action_remove": ""})
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["mira@example.org"]
    assert Person.objects.get(pk=mira).email == "mira@example.org"


def test_an_address_somebody_else_is_registered_with_is_not_told_and_not_taken(client: Client) -> None:
    mira = person("Mira", email="mira@example.org", password=PASSWORD)
    person("Otto", email="otto@example.org", password=PASSWORD)
    sign_in(client, "mira@example.org", PASSWORD)
    confirm_password(client)
    answer = client.post(reverse("account_email"), {"email": "otto@example.org", "action_add": ""})
    assert answer.status_code == 302
    open_link(client)
    assert Person.objects.get(pk=mira).email == "mira@example.org"


def test_who_owns_a_waiting_address_cannot_reset_the_password_by_it(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    sign_in(client, "mira@example.org", PASSWORD)
    confirm_password(client)
    client.post(reverse("account_email"), {"email": "typo@example.org", "action_add": ""})
    Client().post(reverse("account_reset_password"), {"email": "typo@example.org"})
    assert mail.outbox[-1].to == ["typo@example.org"]
    assert mail.outbox[-1].subject == "No account with this address"


def test_what_is_no_address_is_refused_at_its_field(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    sign_in(client, "mira@example.org", PASSWORD)
    answer = client.post(reverse("account_email"), {"email": "mira @new", "action_add": ""})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_changed_password_is_told_by_letter_and_does_not_fail_for_want_of_it(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    sign_in(client, "mira@example.org", PASSWORD)
    fresh = "harrow-meadow-candle"
    typed = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    assert client.post(reverse("account_change_password"), typed).status_code == 302
    assert mail.outbox[-1].subject == "Your password was changed"
    assert "127.0.0.1" in mail.outbox[-1].body
    with override_settings(EMAIL_BACKEND=LOST):
        back = {"oldpassword": fresh, "password1": PASSWORD, "password2": PASSWORD}
        assert client.post(reverse("account_change_password"), back).status_code == 302
    assert sign_in(Client(), "mira@example.org", PASSWORD) == 302


def test_an_important_change_asks_for_the_password_again_and_is_then_made(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    sign_in(client, "mira@example.org", PASSWORD)
    answer = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.filter(email="new@example.org").exists()
    client.post(answer.headers["Location"], {"password": PASSWORD, "next": reverse("account_email")})
    assert EmailAddress.objects.filter(email="new@example.org").exists()


def guesses(settings: Settings, *, proxies: int, forwarded: str) -> str:
    """Return the address a request is counted by."""
    from allauth.account.adapter import get_adapter  # noqa: PLC0415 -- reads the settings of this test

    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = Client().get("/account/login/", headers=headers, REMOTE_ADDR="10.0.0.1").wsgi_request
    return str(get_adapter(request).get_client_ip(request))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "", "10.0.0.1"),
        (0, "192.0.2.1", "10.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.9, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        (2, "192.0.2.1", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        # With the visitor's port, as some servers write it.
        (1, "192.0.2.1:51820", "192.0.2.1"),
        (1, "[2001:db8::1]:51820", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "192.0.2.1:x", "10.0.0.1"),
    ],
)
def test_limits_count_the_address_the_nearest_trusted_server_saw(
    settings: Settings, proxies: int, forwarded: str, counted: str
) -> None:
    assert guesses(settings, proxies=proxies, forwarded=forwarded) == counted


def test_behind_a_server_one_guesser_does_not_lock_out_the_others(settings: Settings) -> None:
    settings.PROXIES = 1
    person("Mira", email="mira@example.org", password=PASSWORD)
    guesser, mira = "192.0.2.66", "192.0.2.1"
    for number in range(11):
        Client().post(
            reverse("account_login"),
            {"login": f"guess-{number}@example.org", "password": "wrong"},
            headers={"X-Forwarded-For": guesser},
        )
    own = {"login": "mira@example.org", "password": PASSWORD}
    refused, taken = Client(), Client()
    refused.post(reverse("account_login"), own, headers={"X-Forwarded-For": guesser})
    taken.post(reverse("account_login"), own, headers={"X-Forwarded-For": mira})
    assert (is_signed_in(refused), is_signed_in(taken)) == (False, True)


def test_whose_session_ends_while_he_types_comes_back_to_a_page(client: Client) -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    answer = client.post(reverse("identity:rename"), {"name": "Mira N"})
    address = answer.headers["Location"]
    assert address.startswith(reverse("account_login"))
    back = client.post(address, {"login": "mira@example.org", "password": PASSWORD}, follow=True)
    assert back.status_code == 200
    assert back.redirect_chain[-1][0] == reverse("identity:settings")
