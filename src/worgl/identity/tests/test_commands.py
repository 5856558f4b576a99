from __future__ import annotations

from uuid import uuid4

import pytest

from worgl.core.commands import IdempotencyKey
from worgl.core.errors import InvalidInput
from worgl.identity import commands, queries
from worgl.identity.errors import EmailTaken, InvalidEmail, InvalidName, PersonUnknown, WeakPassword
from worgl.identity.models import Person
from worgl.identity.rules import PersonId, Theme
from worgl.identity.tests.builders import NOW, PASSWORD, person

pytestmark = pytest.mark.django_db


def key() -> IdempotencyKey:
    return IdempotencyKey(uuid4().hex)


def test_a_registered_person_is_found_by_id_and_address() -> None:
    alice = person("Alice", email="Alice@Example.org")
    seen = queries.person(alice)
    assert (seen.email, seen.name, seen.language, seen.theme) == ("alice@example.org", "Alice", "", Theme.SYSTEM)
    assert queries.person_by_email(" ALICE@example.ORG ") == seen
    assert queries.people([alice]) == {alice: seen}


def test_an_address_belongs_to_one_person_whatever_its_case() -> None:
    person(email="alice@example.org")
    with pytest.raises(EmailTaken):
        person(email="ALICE@EXAMPLE.ORG")
    assert Person.objects.count() == 1


def test_a_password_is_kept_as_an_argon2_hash_only() -> None:
    row = Person.objects.get(pk=person(password=PASSWORD))
    assert row.password.startswith("argon2$argon2id$")
    assert PASSWORD not in row.password
    assert row.check_password(PASSWORD)


def test_without_a_password_nobody_can_sign_in() -> None:
    row = Person.objects.get(pk=person(password=None))
    assert not row.has_usable_password()
    assert not row.check_password("")


@pytest.mark.parametrize("password", ["short", "1234567890123", "password1234", "alice@example.org"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        person(email="alice@example.org", password=password)
    assert not Person.objects.exists()


def test_what_is_no_name_or_address_is_refused() -> None:
    with pytest.raises(InvalidName):
        person("\u202e")
    with pytest.raises(InvalidEmail):
        person(email="nobody")


def test_unknown_and_switched_off_people_are_not_shown() -> None:
    bob = person("Bob", email="bob@example.org")
    Person.objects.filter(pk=bob).update(is_active=False)
    for unknown in (bob, PersonId(uuid4())):
        with pytest.raises(PersonUnknown):
            queries.person(unknown)
    with pytest.raises(PersonUnknown):
        queries.person_by_email("bob@example.org")
    assert queries.people([bob]) == {}


def test_everybody_sets_his_own_preferences() -> None:
    alice, bob = person("Alice"), person("Bob")
    commands.set_preferences(actor=alice, language="de", theme="dark", key=key(), now=NOW)
    assert (queries.person(alice).language, queries.person(alice).theme) == ("de", Theme.DARK)
    assert (queries.person(bob).language, queries.person(bob).theme) == ("", Theme.SYSTEM)
    with pytest.raises(InvalidInput):
        commands.set_preferences(actor=alice, language="xx", theme="dark", key=key(), now=NOW)
    with pytest.raises(InvalidInput):
        commands.set_preferences(actor=alice, language="de", theme="pink", key=key(), now=NOW)


def test_everybody_renames_himself() -> None:
    alice = person("Alice")
    commands.rename_person(actor=alice, name=" Alice  Novak ", key=key(), now=NOW)
    assert queries.person(alice).name == "Alice Novak"
    with pytest.raises(PersonUnknown):
        commands.rename_person(actor=PersonId(uuid4()), name="Nobody", key=key(), now=NOW)


def test_an_operator_is_made_on_the_command_line() -> None:
    alice = person("Alice")
    assert not queries.is_operator(alice)
    commands.make_operator(person=alice)
    assert queries.is_operator(alice)
    assert queries.person(alice).is_operator


def test_a_person_shows_neither_name_nor_address_in_logs() -> None:
    row = Person.objects.get(pk=person("Alice", email="alice@example.org"))
    assert "alice" not in f"{row} {row!r}".lower()
