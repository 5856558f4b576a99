"""Codes from an app and recovery codes: setting up, signing in, losing the phone."""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
from base64 import b32decode
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from worgl.identity import commands, queries
from worgl.identity.errors import SecondFactorUnreadable
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import PASSWORD, person
from worgl.identity.tests.test_sign_in import confirm_password, is_signed_in, sign_in

pytestmark = pytest.mark.django_db

EMAIL = "mira@example.org"
AT = 1_775_000_009
"""When all codes of these tests are shown and typed, in seconds since 1970: no half minute ends while one runs."""


@pytest.fixture(autouse=True)
def _fresh_counters(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: AT))


@pytest.fixture
def mira(client: Client) -> PersonId:
    made = person("Mira", email=EMAIL, password=PASSWORD)
    sign_in(client, EMAIL, PASSWORD)
    confirm_password(client)
    return made


def code_of(secret: str, *, ahead: int = 0) -> str:
    """Return the code an app shows (RFC 6238), by our own arithmetic; `ahead` counts periods of 30 s."""
    counter = struct.pack(">Q", AT // 30 + ahead)
    digest = hmac.new(b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def turn_on(client: Client) -> str:
    """Set up codes from an app and return their secret."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page)
    assert found is not None
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(found[1], ahead=-1)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return found[1]


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<code>(\d{8})</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())


@pytest.mark.usefixtures("mira")
def test_with_codes_turned_on_the_password_alone_does_not_let_in(client: Client) -> None:
    secret = turn_on(client)
    elsewhere = Client()
    answer = elsewhere.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD, "next": "/settings/"})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(elsewhere)
    wrong = elsewhere.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "This is not right" in wrong.content.decode()
    right = elsewhere.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert right.headers["Location"] == "/settings/"
    assert is_signed_in(elsewhere)


@pytest.mark.usefixtures("mira")
def test_a_code_lets_in_once(client: Client) -> None:
    code = code_of(turn_on(client))
    for number, lets_in in ((1, True), (2, False)):
        elsewhere = Client()
        sign_in(elsewhere, EMAIL, PASSWORD)
        elsewhere.post(reverse("mfa_authenticate"), {"code": code})
        assert is_signed_in(elsewhere) is lets_in, number


@pytest.mark.usefixtures("mira")
def test_a_wrong_first_code_turns_nothing_on(client: Client) -> None:
    client.get(reverse("mfa_activate_totp"))
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.usefixtures("mira")
def test_each_recovery_code_lets_in_once_when_the_phone_is_lost(client: Client) -> None:
    turn_on(client)
    codes = recovery_codes(client)
    assert len(set(codes)) == 10
    for tried, lets_in in ((codes[0], True), (codes[0], False), (codes[1], True)):
        elsewhere = Client()
        sign_in(elsewhere, EMAIL, PASSWORD)
        elsewhere.post(reverse("mfa_authenticate"), {"code": tried})
        assert is_signed_in(elsewhere) is lets_in
    assert len(recovery_codes(client)) == 8


@pytest.mark.usefixtures("mira")
def test_recovery_codes_can_be_saved_as_a_file_and_made_anew(client: Client) -> None:
    turn_on(client)
    before = recovery_codes(client)
    saved = client.get(reverse("mfa_download_recovery_codes"))
    assert "attachment" in saved.headers["Content-Disposition"]
    assert all(code in saved.content.decode() for code in before)
    client.post(reverse("mfa_generate_recovery_codes"))
    assert not set(before) & set(recovery_codes(client))


def test_a_factor_is_added_after_the_password_and_removed_only_after_another_code(
    client: Client,
) -> None:
    person("Mira", email=EMAIL, password=PASSWORD)
    sign_in(client, EMAIL, PASSWORD)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).headers["Location"].startswith(reverse("account_reauthenticate"))
    confirm_password(client)
    turn_on(client)
    elsewhere = Client()
    sign_in(elsewhere, EMAIL, PASSWORD)
    codes = recovery_codes(client)
    elsewhere.post(reverse("mfa_authenticate"), {"code": codes[0]})
    confirm_password(elsewhere)
    refused = elsewhere.post(reverse("mfa_deactivate_totp"))
    assert refused.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert queries.newest_second_factor_at(queries.person_by_email(EMAIL).id) is not None
    elsewhere.post(refused.headers["Location"], {"code": codes[1]})
    assert queries.newest_second_factor_at(queries.person_by_email(EMAIL).id) is None


def test_turned_off_the_password_alone_lets_in_again(client: Client, mira: PersonId) -> None:
    turn_on(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user_id=mira).exists()
    assert mail.outbox[-1].subject == "Codes from an app were turned off"
    elsewhere = Client()
    sign_in(elsewhere, EMAIL, PASSWORD)
    assert is_signed_in(elsewhere)


def test_the_operator_can_help_who_lost_everything(client: Client, mira: PersonId) -> None:
    turn_on(client)
    assert commands.remove_second_factors(person=mira) == 2
    elsewhere = Client()
    sign_in(elsewhere, EMAIL, PASSWORD)
    assert is_signed_in(elsewhere)


@pytest.mark.usefixtures("mira")
def test_the_secret_is_not_in_the_database(client: Client) -> None:
    secret = turn_on(client)
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept


@pytest.mark.usefixtures("mira")
def test_with_another_secret_key_the_factor_is_refused_and_lets_nobody_in(client: Client) -> None:
    secret = turn_on(client)
    with override_settings(SECRET_KEY="another-key-" * 8):
        elsewhere = Client()
        sign_in(elsewhere, EMAIL, PASSWORD)
        answer = elsewhere.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert answer.status_code == SecondFactorUnreadable.status == 409
        assert str(SecondFactorUnreadable()) in answer.content.decode()
        assert not is_signed_in(elsewhere)


@pytest.mark.usefixtures("mira")
def test_guessing_codes_is_stopped(client: Client) -> None:
    secret = turn_on(client)
    elsewhere = Client()
    sign_in(elsewhere, EMAIL, PASSWORD)
    for number in range(6):
        elsewhere.post(reverse("mfa_authenticate"), {"code": f"{number:06d}"})
    elsewhere.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert not is_signed_in(elsewhere)


@pytest.mark.usefixtures("mira")
def test_what_is_no_passkey_is_refused_with_a_sentence(client: Client) -> None:
    for nonsense in ("", "{}", '{"response": 1}', "[1]"):
        answer = client.post(reverse("mfa_add_webauthn"), {"name": "Phone", "credential": nonsense})
        assert answer.status_code == 200, nonsense
    for nonsense in ("", "{}", "no json"):
        answer = Client().post(reverse("mfa_login_webauthn"), {"credential": nonsense})
        assert answer.status_code == 302, nonsense
    assert not Authenticator.objects.exists()


def test_a_stranger_has_no_second_factor_page(client: Client) -> None:
    assert client.get(reverse("mfa_index")).headers["Location"].startswith(reverse("account_login"))
