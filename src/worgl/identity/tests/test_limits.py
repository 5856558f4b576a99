"""Limits on signing up and in, and on letters: nothing pushes them out, and they never stand for something else."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.contrib.auth import hashers
from django.core import mail
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.support.ports import free_port
from tests.support.quick import QuickHasher
from worgl.core import counters
from worgl.core.limits import CODES_USED, LETTERS_TO_ONE, LETTERS_TO_STRANGERS, SIGN_IN_RATES, Rate
from worgl.core.models import Counter
from worgl.identity.adapter import rates
from worgl.identity.errors import LetterNotSent, LettersOften
from worgl.identity.models import Person
from worgl.identity.tests.builders import PASSWORD, person
from worgl.identity.tests.test_sign_in import is_signed_in, sign_in, sign_up

RIGHT = {"login": "mira@example.org", "password": PASSWORD}


def browser(number: int = 1) -> Client:
    return Client(REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}")


def forget_password(email: str, client: Client) -> int:
    return client.post(reverse("account_reset_password"), {"email": email}).status_code


@pytest.mark.django_db
def test_hundreds_of_other_requests_push_no_lock_out() -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    for number in range(5):
        sign_in(browser(number), "mira@example.org", "wrong")
    for number in range(330):
        forget_password(f"stranger-{number}@example.net", browser(100 + number))
    late = browser(999)
    sign_in(late, "mira@example.org", PASSWORD)
    assert not is_signed_in(late)


@pytest.mark.django_db
def test_the_lock_of_an_account_holds_under_every_name_of_the_site(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    person("Mira", email="mira@example.org", password=PASSWORD)
    for number in range(5):
        wrong = {"login": f" MIRA@example.org{' ' * number}", "password": "wrong"}
        browser(number).post(reverse("account_login"), wrong, headers={"host": f"localhost:{number + 1}"})
    late = browser(9)
    late.post(reverse("account_login"), RIGHT, headers={"host": "127.0.0.1:9"})
    assert not is_signed_in(late)


@pytest.mark.django_db
def test_one_address_mails_few_strangers_and_the_whole_node_not_many_more() -> None:
    one = browser()
    answers = [forget_password(f"stranger-{number}@example.net", one) for number in range(40)]
    assert len(mail.outbox) <= 10
    assert 429 in answers
    for number in range(60):
        assert forget_password(f"other-{number}@example.net", browser(2 + number)) == 302
    assert len(mail.outbox) == LETTERS_TO_STRANGERS.most
    person("Mira", email="mira@example.org", password=PASSWORD)
    assert forget_password("mira@example.org", browser(99)) == 302
    assert mail.outbox[-1].to == ["mira@example.org"]


@pytest.mark.django_db
def test_a_stranger_too_many_is_answered_as_a_member_also_where_no_letters_go_out(settings: Settings) -> None:
    for number in range(LETTERS_TO_STRANGERS.most):
        assert forget_password(f"other-{number}@example.net", browser(2 + number)) == 302
    person("Mira", email="mira@example.org", password=PASSWORD)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", free_port()
    asked = [forget_password(email, browser(90)) for email in ("mira@example.org", "nobody@example.net")]
    assert asked == [LetterNotSent.status] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_one_inbox_is_not_filled_from_many_addresses_and_that_tells_nothing(known: bool) -> None:
    if known:
        person("Mira", email="mira@example.org", password=PASSWORD)
    answers = [forget_password("mira@example.org", browser(number)) for number in range(12)]
    assert answers == [302] * 5 + [LettersOften.status] * 7
    for number in range(5):
        sign_up(browser(20 + number), email="MIRA@example.org")
    assert sum(letter.to == ["mira@example.org"] for letter in mail.outbox) <= LETTERS_TO_ONE.most


@pytest.mark.django_db
def test_an_address_is_sent_so_many_letters_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    few = Rate(LETTERS_TO_ONE.name, 3, LETTERS_TO_ONE.span_s)
    monkeypatch.setattr("worgl.identity.adapter.account.LETTERS_TO_ONE", few)
    person("Mira", email="mira@example.org", password=PASSWORD)
    assert [forget_password("mira@example.org", browser(number)) for number in range(few.most)] == [302] * few.most
    over = browser(9).post(reverse("account_reset_password"), {"email": "mira@example.org"})
    assert over.status_code == LettersOften.status
    assert "Several e-mails went to this address lately." in over.content.decode()
    assert [letter.to for letter in mail.outbox] == [["mira@example.org"]] * few.most


@pytest.mark.django_db
def test_signing_up_is_as_much_work_for_a_known_address(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    worked: list[str] = []

    class Counted(QuickHasher):
        """Notes each password it hashes."""

        def encode(self, password: str, salt: str) -> str:
            worked.append(password)
            return super().encode(password, salt)

    monkeypatch.setattr(hashers, "get_hasher", lambda *_names: Counted())
    told = []
    person("Mira", email="known@example.org", password=PASSWORD)
    for email in ("new@example.org", "known@example.org", "other@example.org"):
        worked.clear()
        mail.outbox.clear()
        form = {"name": "Mira", "email": email, "password1": PASSWORD}
        with CaptureQueriesContext(connection) as asked:
            answer = browser().post(reverse("account_signup"), form)
        written = sorted(one["sql"].split('"')[1] for one in asked if one["sql"].startswith('INSERT INTO "'))
        told.append((answer.status_code, answer.headers["Location"], written, len(worked), len(mail.outbox)))
    assert told[0] == told[1] == told[2]
    assert told[0][3:] == (1, 1)
    assert "identity_person" in told[0][2]
    assert Person.objects.count() == 3


@pytest.mark.django_db
def test_links_in_letters_lead_to_the_site_under_whatever_name_it_was_asked(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    person("Mira", email="mira@example.org", password=PASSWORD)
    evil = {"host": "evil.example.net"}
    client = Client(headers=evil)
    client.post(reverse("account_reset_password"), {"email": "mira@example.org"})
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    client.post(reverse("account_signup"), {"name": "Otto", "email": "otto@example.org", "password1": PASSWORD})
    assert len(mail.outbox) == 3
    for letter in mail.outbox:
        text = f"{letter.subject}\n{letter.body}"
        assert "evil" not in text
        assert all(link.startswith(f"{settings.SITE_URL}/") for link in re.findall(r"https?://\S+", str(letter.body)))


def test_of_many_wrong_passwords_at_once_no_more_are_tried_than_the_limit(committed_db: None) -> None:
    email = f"{uuid4().hex}@example.org"
    person("Mira", email=email, password=PASSWORD)

    def guess(number: int) -> str:
        try:
            client = Client(REMOTE_ADDR=f"203.0.113.{number}")
            answer = client.post(reverse("account_login"), {"login": email, "password": "wrong"})
            found = re.search("Too many failed|are not correct", answer.content.decode())
            return found[0] if found else answer.content.decode()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(30)))
    assert sorted(answers) == ["Too many failed"] * 25 + ["are not correct"] * 5


@contextmanager
def locked() -> Iterator[None]:
    """Hold the database so that nobody writes a counter, and let who waits for it give up soon."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(name, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        kept = connection.get_connection_params()
        told = {key: kept[key] for key in ("host", "port", "user", "password", "dbname") if kept.get(key)}
        other = psycopg.connect(**told)  # type: ignore[assignment]  # either kind of connection
        other.execute("LOCK TABLE core_counter IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.close()
        if connection.vendor == "postgresql":
            # The pool hands the session on as it is.
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
        connections.close_all()


def test_a_busy_database_is_never_told_as_too_many_tries(committed_db: None) -> None:
    email = f"{uuid4().hex}@example.org"
    person("Mira", email=email, password=PASSWORD)
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")
    with locked():
        for address, given in (
            ("account_login", {"login": email, "password": PASSWORD}),
            ("account_reset_password", {"email": email}),
            ("account_signup", {"name": "Mira", "email": f"x{email}", "password1": PASSWORD}),
        ):
            assert client.post(reverse(address), given).status_code == 503
    assert client.post(reverse("account_login"), {"login": email, "password": PASSWORD}).status_code == 302


@pytest.mark.django_db
def test_a_code_of_an_app_opens_once_for_as_long_as_it_is_good() -> None:
    row = Authenticator.objects.create(
        user_id=person("Mira"), type=Authenticator.Type.TOTP, data={"secret": encrypt(generate_totp_secret())}
    )
    assert [TOTP(row)._mark_code_used(code) for code in ("123456", "123 456", "123456", "654321")] == [
        True,
        False,
        False,
        True,
    ]
    assert Counter.objects.filter(rate=CODES_USED.name).count() == 2
    tries = [TOTP(row)._mark_code_used("135791") for _time in range(CODES_USED.most + 2)]
    assert tries == [True] * CODES_USED.most + [False] * 2


@pytest.mark.django_db
def test_all_of_allauths_limits_are_counted_here() -> None:
    """What is exchanged for ours is still what allauth calls: every rate leaves a counter, and the cache is empty."""
    assert ratelimit._consume_single_rate is rates.consume
    mira = person("Mira", email="mira@example.org", password=PASSWORD)
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    with context.request_context(request):
        for action in SIGN_IN_RATES:
            user = type("User", (), {"pk": mira})()
            assert ratelimit.consume(request, app="allauth.account", action=action, key="k", user=user)
    names = set(Counter.objects.values_list("rate", flat=True))
    assert {f"account.{action}.{per}" for action, per in _named()} <= names
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_cache")
        assert cursor.fetchone()[0] == 0


def _named() -> Iterator[tuple[str, str]]:
    for action, told in SIGN_IN_RATES.items():
        for rate in told.split(","):
            yield action, rate.split("/")[2]


@pytest.mark.django_db
def test_signing_in_with_ones_own_password_does_not_clear_the_way_for_guesses_at_others() -> None:
    person("Mallory", email="mallory@example.org", password=PASSWORD)
    guesser = browser()
    told = []
    for number in range(14):
        sign_in(guesser, "mallory@example.org", PASSWORD)
        guesser.logout()
        answer = guesser.post(reverse("account_login"), {"login": f"victim-{number}@example.org", "password": "x"})
        told.append("Too many failed" in answer.content.decode())
    assert told == [False] * 10 + [True] * 4


@pytest.mark.django_db
def test_a_swept_counter_leaves_living_ones() -> None:
    person("Mira", email="mira@example.org", password=PASSWORD)
    for number in range(5):
        sign_in(browser(number), "mira@example.org", "wrong")
    from worgl.core import clock  # noqa: PLC0415 -- reads this moment

    counters.sweep(now=clock.now())
    assert Counter.objects.filter(rate="account.login_failed.key", count=5).exists()
    assert settings.ACCOUNT_RATE_LIMITS is SIGN_IN_RATES


@pytest.mark.django_db
def test_signing_up_again_a_moment_later_is_answered_alike(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    answers = []
    for number, email in enumerate(["new@example.org", "new@example.org", "other@example.org"]):
        client = browser(number)
        sign_up(client, email=email)
        page = client.get(reverse("account_email_verification_sent")).content.decode()
        said = re.findall(r'<div id="said".*?</div>', page)
        answers.append((said, sorted(client.cookies)))
    assert answers[0] == answers[1] == answers[2]
