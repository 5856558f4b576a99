"""The operator's page: who may enter, what it shows, what its buttons do."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPException
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from tests.support.queries import statements
from worgl.core import clock
from worgl.core.jobs import recent, run_due, run_job
from worgl.core.models import Fact, Job, Undelivered
from worgl.core.tables import shown
from worgl.identity import queries
from worgl.identity.commands import make_operator
from worgl.identity.tests.builders import PASSWORD, person
from worgl.identity.tests.test_second_factor import AT, code_of, turn_on
from worgl.identity.tests.test_sign_in import confirm_password, sign_in
from worgl.payments.tests.builders import Town, fund, new_town, pay
from worgl.web import node

pytestmark = pytest.mark.django_db
HOME = "/operator/"
ACTIONS = ("web:operator_check", "web:operator_letter", "web:operator_facts")


class FullBox(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: object) -> int:
        raise SMTPException(552, "the box is full")


@pytest.fixture(autouse=True)
def _fresh_counters(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: AT))


@pytest.fixture
def town() -> Town:
    return new_town()


@pytest.fixture
def operator(client: Client) -> Client:
    """Sign an operator in who has set up a second factor."""
    make_operator(person=person("Anna", email="anna@example.org", password=PASSWORD))
    sign_in(client, "anna@example.org", PASSWORD)
    confirm_password(client)
    turn_on(client)
    return client


def test_the_first_page_leads_an_operator_to_his_node_and_nobody_else(operator: Client) -> None:
    link = f'href="{HOME}"'
    assert link in operator.get("/").content.decode()
    person("Bob", email="bob@example.org", password=PASSWORD)
    bob = Client()
    sign_in(bob, "bob@example.org", PASSWORD)
    page = bob.get("/").content.decode()
    assert "You belong to no community yet" in page
    assert link not in page


ALL_RIGHT = "(UTC), and the books are right."
"""How the result of a check ends; the page also says at its head what it is for."""


def without_tags(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def said(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get(HOME).content.decode())


def test_a_visitor_signs_in_first_and_for_a_member_the_page_does_not_exist(client: Client) -> None:
    assert client.get(HOME).headers["Location"] == f"{reverse('account_login')}?next={HOME}"
    person("Bob", email="bob@example.org", password=PASSWORD)
    sign_in(client, "bob@example.org", PASSWORD)
    assert client.get(HOME).status_code == 404
    for name in ACTIONS:
        assert client.post(reverse(name)).status_code == 404
    assert not mail.outbox
    assert not Job.objects.exists()


def test_an_operator_without_a_second_factor_is_sent_to_set_one_up(client: Client) -> None:
    make_operator(person=person("Anna", email="anna@example.org", password=PASSWORD))
    sign_in(client, "anna@example.org", PASSWORD)
    assert client.get(HOME).headers["Location"] == reverse("mfa_index")
    assert client.post(reverse("web:operator_letter")).headers["Location"] == reverse("mfa_index")
    assert not mail.outbox


def test_who_has_just_set_it_up_enters_and_another_session_proves_it(operator: Client) -> None:
    assert operator.get(HOME).status_code == 200
    operator.logout()
    sign_in(operator, "anna@example.org", PASSWORD)
    assert operator.get(HOME).status_code == 302
    assert "_auth_user_id" not in operator.session


def test_a_session_from_before_the_second_factor_must_show_it(client: Client) -> None:
    make_operator(person=person("Anna", email="anna@example.org", password=PASSWORD))
    sign_in(client, "anna@example.org", PASSWORD)
    setting_up = Client()
    sign_in(setting_up, "anna@example.org", PASSWORD)
    confirm_password(setting_up)
    secret = turn_on(setting_up)
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**one, "at": one["at"] + 60} for one in records]
    session.save()
    answer = client.get(HOME)
    assert answer.headers["Location"] == f"{reverse('account_reauthenticate')}?next={HOME}"
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret), "next": HOME})
    assert client.get(HOME).status_code == 200


@pytest.mark.usefixtures("town")
def test_the_page_shows_the_node(operator: Client) -> None:
    page = said(operator)
    for expected in ("worgl", "Django", "Python", "Free on the disk", "Communities", "E-mails"):
        assert expected in page
    assert ("SQLite 3." if connection.vendor == "sqlite" else "PostgreSQL 1") in without_tags(page)
    operator.post(reverse("web:operator_check"), {"key": "k"})
    run_due(now=clock.now())
    with statements() as sent:
        assert ALL_RIGHT in said(operator)
    assert len(sent) <= 12, sent


@pytest.mark.usefixtures("town")
def test_a_check_is_queued_once_run_by_the_worker_and_told(operator: Client) -> None:
    for _click in range(2):
        operator.post(reverse("web:operator_check"), {"key": "one-click"})
    assert len(recent(kind="web.check")) == 1
    waiting = said(operator)
    assert "A check is under way or waits" in waiting
    assert ALL_RIGHT not in waiting
    run_due(now=clock.now())
    assert ALL_RIGHT in said(operator)


def test_a_check_compares_payments_with_the_ledger_as_the_command_line_does(operator: Client, town: Town) -> None:
    fund(town, town.bob, 1_000)
    pay(town.bob, town.alice, 250)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE payments_payment SET amount_minor = amount_minor + 1")
        assert cursor.rowcount == 1
    operator.post(reverse("web:operator_check"), {"key": "k"})
    run_due(now=clock.now())
    page = said(operator)
    assert ALL_RIGHT not in page
    assert re.search(r"Payment [0-9a-f-]{36} is of \d+ and its transfer of \d+", page)


def test_faults_of_a_check_are_shown(operator: Client) -> None:
    operator.post(reverse("web:operator_check"), {"key": "k"})
    Job.objects.filter(kind="web.check").update(
        state="done",
        finished_at=timezone.now(),
        cursor={"after": 1, "count": 1, "faults": ["Account 3 of book 1 is off by 5."]},
    )
    page = said(operator)
    assert "1 fault was found" in page
    assert "Account 3 of book 1 is off by 5." in page


def test_a_failed_job_is_tried_again(operator: Client) -> None:
    operator.post(reverse("web:operator_check"), {"key": "k"})
    job = recent(kind="web.check")[0].id
    Job.objects.filter(pk=job).update(state="failed", error="OSError: the disk is full")
    assert "the disk is full" in said(operator)
    operator.post(reverse("web:operator_retry", args=[job]))
    run_job(job, now=clock.now())
    assert recent(kind="web.check")[0].state == "done"
    assert operator.post(reverse("web:operator_retry", args=[job])).status_code == 404


def missed_fact(reader: str = "some.reader", *, given_up: bool = False) -> None:
    now = clock.now()
    fact = Fact.objects.create(id=uuid4(), topic="test.nothing", body={}, at=now, pending=False)
    due_at = None if given_up else now + timedelta(hours=1)
    Undelivered.objects.create(fact=fact, reader=reader, since=now, due_at=due_at, error="OSError", attempts=20)


def test_what_a_reader_has_missed_is_an_alarm_and_is_offered_again(operator: Client) -> None:
    assert "could not be delivered" not in said(operator)
    missed_fact("first.reader", given_up=True)
    missed_fact("first.reader")
    missed_fact("other.reader")
    page = said(operator)
    for expected in ("could not be delivered", "first.reader", "missed 2 facts since", "OSError", "was tried for days"):
        assert expected in page
    answer = operator.post(reverse("web:operator_facts"), {"reader": "first.reader"}, follow=True)
    assert "2 facts are offered again." in answer.content.decode()
    # A longer name is nobody's: it is not cut to that of another reader.
    longest = "r" * 150
    missed_fact(longest)
    answer = operator.post(reverse("web:operator_facts"), {"reader": f"{longest}r"}, follow=True)
    assert "0 facts are offered again." in answer.content.decode()
    due = Undelivered.objects.filter(due_at__lte=clock.now())
    assert list(due.values_list("reader", "attempts")) == [("first.reader", 0)] * 2
    assert "4 facts are offered again" in operator.post(reverse("web:operator_facts"), follow=True).content.decode()


def test_a_worker_that_is_not_there_is_an_alarm(operator: Client) -> None:
    run_due(now=clock.now())
    assert "Is “worgl work” running?" not in said(operator)
    Fact.objects.create(id=uuid4(), topic="test.nothing", body={}, at=clock.now() - timedelta(minutes=11))
    assert "Is “worgl work” running?" in said(operator)


def test_a_job_that_was_given_up_is_an_alarm(operator: Client) -> None:
    operator.post(reverse("web:operator_check"), {"key": "k"})
    Job.objects.filter(kind="web.check").update(state="failed", error="OSError: the disk is full")
    assert "1 job was given up and waits for you." in said(operator)


def test_a_letter_goes_to_the_operator_and_a_refusal_is_told(operator: Client) -> None:
    mail.outbox.clear()
    assert (
        "accepted an e-mail to anna@example.org"
        in operator.post(reverse("web:operator_letter"), follow=True).content.decode()
    )
    assert [one.to for one in mail.outbox] == [["anna@example.org"]]
    with override_settings(EMAIL_BACKEND=f"{__name__}.FullBox"):
        page = operator.post(reverse("web:operator_letter"), follow=True).content.decode()
    assert "the box is full" in page
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend"):
        page = operator.post(reverse("web:operator_letter"), follow=True).content.decode()
    assert "is only in the log of the server" in page
    assert "accepted an e-mail" not in page


def test_backups_in_their_folder_are_listed_newest_first(operator: Client) -> None:
    assert node.backups() == []
    folder = node.backup_folder()
    folder.mkdir()
    try:
        (folder / "worgl-2026-11-01.tar.gz").write_bytes(b"x" * 2_048)
        (folder / "note.txt").write_bytes(b"x")
        assert [one.name for one in node.backups()] == ["worgl-2026-11-01.tar.gz"]
        assert "worgl-2026-11-01.tar.gz" in said(operator)
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def test_room_is_measured() -> None:
    found = node.storage()
    assert found.free > 0
    assert found.database > 0 or settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


TABLES = "/operator/tables/"


def test_the_tables_are_for_operators_with_a_second_factor_alone(client: Client) -> None:
    people = f"{TABLES}identity/person/"
    assert client.get(people).headers["Location"].startswith(reverse("account_login"))
    bob = person("Bob", email="bob@example.org", password=PASSWORD)
    sign_in(client, "bob@example.org", PASSWORD)
    assert client.get(people).status_code == 404
    make_operator(person=bob)
    assert client.get(people).headers["Location"] == reverse("mfa_index")
    for name in ("login/", "logout/", "password_change/"):
        assert client.post(TABLES + name, {"username": "bob@example.org", "password": PASSWORD}).status_code in {
            302,
            404,
        }
    assert "Log in" not in client.get(f"{TABLES}login/").content.decode()


def test_tables_are_looked_into_without_secrets_and_never_changed(operator: Client, town: Town) -> None:
    anna = queries.person_by_email("anna@example.org").id
    row = f"{TABLES}identity/person/{anna}/change/"
    page = operator.get(row).content.decode()
    assert "anna@example.org" in page
    assert "argon2" not in page
    assert operator.get(f"{TABLES}identity/person/add/").status_code == 403
    assert operator.post(row, {"name": "Mallory", "is_staff": ""}).status_code == 403
    assert operator.post(f"{TABLES}identity/person/{anna}/delete/", {"post": "yes"}).status_code == 403
    assert queries.person(anna).name == "Anna"
    for path in ("", "communities/community/", "communities/member/"):
        assert operator.get(TABLES + path).status_code == 200


NEVER_SHOWN = {"password", "note", "mark", "hold", "reason", "ruling", "answer"}


def test_every_table_that_is_named_opens_and_shows_neither_secrets_nor_notes(operator: Client, town: Town) -> None:
    fund(town, town.alice, 500)
    pay(town.alice, town.bob, 5, note="between the two of us")
    tables = shown()
    assert {"Person", "Member", "Wallet", "Payment"} <= {table.model.__name__ for table in tables}
    index = operator.get(TABLES).content.decode()
    assert "Currencies" in index
    assert "Currencys" not in index
    for table in tables:
        assert not NEVER_SHOWN & set(table.columns)
        page = operator.get(f"{TABLES}{table.model._meta.label_lower.replace('.', '/')}/")
        assert page.status_code == 200, table
        assert "between the two of us" not in page.content.decode()
