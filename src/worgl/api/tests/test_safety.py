"""Keys and whoever has a person's password or only their open browser: what is asked before, what ends after."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from worgl.api import commands, queries
from worgl.api.tests.builders import Program
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import Refusal
from worgl.core.limits import KEYS_MADE
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, PASSWORD, person
from worgl.identity.tests.test_sign_in import confirm_password, sign_in
from worgl.inbox.commands import make_push_key
from worgl.inbox.queries import endpoints
from worgl.inbox.tests.pushservice import Device

EMAIL = "mira@example.org"
FORM = {"name": "till", "scope_read": "on", "days": "30", "community": "", "day_limit": "", "key": "form-1"}
NEW = "another-orchard-lantern"


@pytest.fixture
def mira(client: Client, db: None) -> PersonId:
    own = person("Mira", email=EMAIL, password=PASSWORD)
    sign_in(client, EMAIL, PASSWORD)
    return own


def a_key(own: PersonId, key: str = "k") -> str:
    made = commands.make_key(
        actor=own,
        name="till",
        scopes=["read"],
        community=None,
        day_limit_minor=None,
        days=30,
        key=IdempotencyKey(key),
        now=clock.now(),
    )
    return made.token


def opens(token: str) -> bool:
    return Program(token).get("/me").status_code == 200


def change(client: Client) -> None:
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), given).status_code == 302


def reset(client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    link = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    page = client.get(link[1], follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert answer.status_code == 302


def test_keys_end_when_the_password_is_changed_and_new_ones_work(client: Client, mira: PersonId) -> None:
    old = a_key(mira)
    assert opens(old)
    change(client)
    assert not opens(old)
    assert queries.keys_of(mira, now=clock.now()) == ()
    assert opens(a_key(mira, "new"))


def test_keys_end_when_a_forgotten_password_is_made_anew(mira: PersonId) -> None:
    old = a_key(mira)
    assert opens(old)
    reset(Client())
    assert not opens(old)
    assert queries.keys_of(mira, now=clock.now()) == ()


def test_keys_of_others_go_on(client: Client, mira: PersonId) -> None:
    other = a_key(person("Otto"))
    change(client)
    assert opens(other)


def test_a_key_is_made_only_after_the_password_and_a_letter_tells_of_it(client: Client, mira: PersonId) -> None:
    asked = client.post(reverse("api:keys"), FORM)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert queries.keys_of(mira, now=clock.now()) == ()
    done = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert re.search(r'value="(worgl_[0-9a-f]{12}_[0-9a-f]{64})"', done.content.decode())
    assert len(queries.keys_of(mira, now=clock.now())) == 1
    assert mail.outbox[-1].to == [EMAIL]
    assert "till" in str(mail.outbox[-1].body)
    assert client.post(reverse("api:keys"), FORM | {"key": "form-2"}).status_code == 200


def test_reading_the_page_asks_nothing(client: Client, mira: PersonId) -> None:
    assert client.get(reverse("api:keys")).status_code == 200


def test_with_a_second_factor_the_password_does_not_do(client: Client, mira: PersonId) -> None:
    Authenticator.objects.create(
        user_id=mira, type=Authenticator.Type.TOTP, data={"secret": encrypt(generate_totp_secret())}
    )
    Authenticator.objects.update(created_at=NOW)
    codes = RecoveryCodes.activate(get_user_model().objects.get(pk=mira))
    confirm_password(client)
    asked = client.post(reverse("api:keys"), FORM)
    assert asked.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    done = client.post(asked.headers["Location"], {"code": codes.get_unused_codes()[0]})
    assert "worgl_" in done.content.decode()
    assert len(queries.keys_of(mira, now=clock.now())) == 1


def test_what_was_shown_long_ago_does_not_do(client: Client, mira: PersonId) -> None:
    confirm_password(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 601
    session.save()
    assert client.post(reverse("api:keys"), FORM).status_code == 302


@pytest.mark.usefixtures("mira")
def test_adding_a_device_asks_too(client: Client, settings: Settings) -> None:
    asked = client.post(reverse("inbox:add_device"), {"address": "https://push.example.org/1"})
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert client.get(reverse("inbox:add_device")).headers["Location"] == reverse("inbox:settings")
    settings.DEMO = True
    assert client.post(reverse("inbox:add_device"), {"address": "x"}).status_code == 422


def test_a_device_is_added_after_the_password_and_a_letter_tells_of_it(
    client: Client, mira: PersonId, settings: Settings, tmp_path: Path
) -> None:
    settings.PUSH_KEY_PATH = tmp_path / "push.key"
    make_push_key()
    device = Device()
    sent = {"address": "https://push.example.org/x", "public": device.public_text, "secret": device.secret_text}
    asked = client.post(reverse("inbox:add_device"), sent | {"name": "Firefox, Android", "key": "d"})
    assert (endpoints(mira), mail.outbox) == ((), [])
    assert client.post(asked.headers["Location"], {"password": PASSWORD}).status_code == 302
    assert [one.name for one in endpoints(mira)] == ["Firefox, Android"]
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert "A device was added that gets notifications about your account." in str(letter.body)
    refused = client.post(reverse("inbox:add_device"), sent | {"address": "https://10.0.0.1/", "key": "e"})
    assert (refused.status_code, len(mail.outbox)) == (422, 1)


def test_nobody_makes_and_takes_back_keys_without_end(mira: PersonId) -> None:
    for number in range(KEYS_MADE.most):
        a_key(mira, f"k{number}")
        (made,) = queries.keys_of(mira, now=clock.now())
        commands.revoke_key(actor=mira, personal_key=made.id, key=IdempotencyKey(f"r{number}"), now=clock.now())
    with pytest.raises(Refusal) as no:
        a_key(mira, "one more")
    assert (no.value.code, no.value.status) == ("keys_often", 429)
    assert f"made {KEYS_MADE.most} keys today" in str(no.value)
