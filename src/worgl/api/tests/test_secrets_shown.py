"""What shows a secret is kept by no browser: neither on its disk nor by the way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt
from django.contrib.auth import get_user_model
from django.urls import reverse

from worgl.api.queries import endpoints, secret_of
from worgl.core import clock, jobs
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.identity.tests.builders import PASSWORD
from worgl.identity.tests.test_sign_in import confirm_password, sign_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

BOB = "bob@example.org"


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town; Bob has just confirmed by password."""
    made = walk_in()
    bob = get_user_model().objects.get(email=BOB)
    bob.set_password(PASSWORD)
    bob.save()
    sign_in(made.bob, BOB, PASSWORD)
    confirm_password(made.bob)
    return made


def is_kept_nowhere(answer: Answer) -> bool:
    return "no-store" in [part.strip() for part in answer.headers["Cache-Control"].split(",")]


def test_a_new_key_is_kept_nowhere(town: Walkers) -> None:
    form = {"name": "till", "scope_read": "on", "days": "30", "community": "", "day_limit": "", "key": "k"}
    made = town.bob.post(reverse("api:keys"), form)
    assert re.search(r"worgl_[0-9a-f]{12}_[0-9a-f]{64}", made.content.decode())
    assert is_kept_nowhere(made)


def test_the_secret_of_a_webhook_is_kept_nowhere(town: Walkers) -> None:
    sent = {"url": "https://example.org/hook", "kinds": ["payments.paid"], "key": "h"}
    shown = town.bob.post(reverse("api:hooks", args=[town.slug]), sent, follow=True)
    (own,) = endpoints(viewer=town.bob_id)
    assert secret_of(viewer=town.bob_id, endpoint=own.id) in shown.content.decode()
    assert is_kept_nowhere(shown)


def two_steps(email: str) -> list[str]:
    """Turn a second factor on for somebody and return the recovery codes."""
    user = get_user_model().objects.get(email=email)
    secret = {"secret": encrypt(generate_totp_secret())}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=secret)
    return list(RecoveryCodes.activate(user).get_unused_codes())


@pytest.mark.parametrize("page", ["mfa_view_recovery_codes", "mfa_download_recovery_codes"])
def test_recovery_codes_are_kept_nowhere(town: Walkers, page: str) -> None:
    codes = two_steps(BOB)
    shown = town.bob.get(reverse(page))
    assert all(code in shown.content.decode() for code in codes)
    assert is_kept_nowhere(shown)


def test_the_secret_of_an_app_for_codes_is_kept_nowhere(town: Walkers) -> None:
    shown = town.bob.get(reverse("mfa_activate_totp"))
    assert shown.status_code == 200
    assert is_kept_nowhere(shown)


def test_a_personal_link_is_kept_nowhere_where_it_is_made_and_where_it_leads(town: Walkers) -> None:
    table = commands.check_member_import(
        actor=town.alice_id, content="name\nGerda\n", file_name="m.csv", key=IdempotencyKey("t"), now=clock.now()
    )
    here = reverse("currency:arrivals", args=[town.slug, table])
    assert town.alice.post(here, {"how": "whole", "key": "b"}).status_code == 302
    jobs.run_due(now=clock.now())
    made = town.alice.post(reverse("currency:arrival_links", args=[town.slug, table]), {"days": "7", "key": "l"})
    link = re.search(r"/join/[^\s,]+", made.content.decode())
    assert link
    assert is_kept_nowhere(made)
    for client in (town.charlie, town.anonymous):
        opened = client.get(link[0])
        assert opened.status_code == 200
        assert is_kept_nowhere(opened)


def test_an_invitation_is_kept_nowhere(town: Walkers) -> None:
    made = town.bob.post(reverse("communities:invite", args=[town.slug]), {"uses": "1", "days": "7", "key": "i"})
    assert "/join/" in made.content.decode()
    assert is_kept_nowhere(made)


def test_a_usual_page_is_kept_by_its_readers_browser_alone(town: Walkers) -> None:
    assert town.bob.get("/settings/").headers["Cache-Control"] == "private, no-cache"
