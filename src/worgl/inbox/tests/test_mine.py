"""What a person's own parcel says of their inbox: both sides of what they may read, and nobody's secrets."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.support.parcels import told
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, person
from worgl.inbox.commands.writing import write
from worgl.inbox.models import Message
from worgl.inbox.queries import files_of_person

pytestmark = pytest.mark.django_db


def messages(who: PersonId) -> list[dict[str, object]]:
    found: list[dict[str, object]] = told(files_of_person(who, NOW), "inbox.json")["messages"]
    return found


def test_it_tells_both_sides_of_a_conversation_to_both_and_to_nobody_else() -> None:
    alice, bob, charlie, town = person("Alice"), person("Bob"), person("Charlie"), uuid4()
    write(community=town, writer=alice, reader=bob, text="is there bread?", now=NOW)
    write(community=town, writer=bob, reader=alice, text="two loaves", now=NOW)
    for who in (alice, bob):
        shown = messages(who)
        assert [one["text"] for one in shown] == ["is there bread?", "two loaves"]
        assert "withheld" not in shown[0]
    assert messages(charlie) == []


def test_what_was_withheld_from_a_reader_stays_withheld() -> None:
    alice, bob, town = person("Alice"), person("Bob"), uuid4()
    write(community=town, writer=alice, reader=bob, text="hello", now=NOW)
    Message.objects.update(withheld=True)
    assert messages(bob) == []
    assert [one["text"] for one in messages(alice)] == ["hello"]
