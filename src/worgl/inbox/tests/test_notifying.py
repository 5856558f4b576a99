"""Telling people: once, by the ways they chose."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from worgl.core.errors import TooLarge
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, person
from worgl.inbox import commands, queries
from worgl.inbox.errors import KindUnknown, NoticeNotHere
from worgl.inbox.models import Notice, Outgoing
from worgl.inbox.rules import Email, NewNotification
from worgl.inbox.tests.builders import BREAD, FIELDS, MILK, TOWN, bread, choose, key, milk, reader, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(db: None) -> PersonId:
    return reader("Alice")


def shown(who: PersonId) -> list[str]:
    return [notice.sentence for notice in queries.notices(person=who).items]


def test_what_is_told_stands_in_the_app_and_is_unread(alice: PersonId) -> None:
    assert tell(bread(alice, note="still warm"))
    (notice,) = queries.notices(person=alice).items
    assert notice.sentence == "Anna has 3 loaves for you on 1 December 2026."
    assert (notice.note, notice.community_name, notice.path) == ("still warm", "Alderbrook", "/settings/notices/")
    assert not notice.is_read
    assert queries.unread(alice) == 1


def test_a_notice_speaks_the_language_of_who_reads_it(alice: PersonId) -> None:
    tell(bread(alice))
    with translation.override("de"):
        assert "1. Dezember 2026" in shown(alice)[0]


def test_the_same_key_is_told_once(alice: PersonId) -> None:
    assert tell(bread(alice))
    assert not tell(bread(alice), now=NOW + timedelta(days=1))
    assert tell(bread(alice, told_as="2"))
    assert commands.notify_many([bread(alice, told_as="3"), bread(alice, told_as="3")], now=NOW) == 1
    assert Notice.objects.count() == Outgoing.objects.count() == 3


def test_the_same_key_is_told_to_each_person(alice: PersonId) -> None:
    bob = reader("Bob")
    assert commands.notify_many([bread(alice), bread(bob)], now=NOW) == 2
    assert queries.unread(alice) == queries.unread(bob) == 1


def test_what_is_off_leaves_nothing(alice: PersonId) -> None:
    choose(alice, BREAD, in_app=False)
    assert not tell(bread(alice))
    assert not Notice.objects.exists()
    assert not Outgoing.objects.exists()


def test_what_comes_by_letter_alone_is_not_shown(alice: PersonId) -> None:
    choose(alice, BREAD, in_app=False, email=Email.AT_ONCE)
    assert tell(bread(alice))
    assert shown(alice) == []
    assert queries.unread(alice) == 0
    assert Outgoing.objects.get().channel == "email"


def test_a_day_has_one_digest_however_much_is_told(alice: PersonId) -> None:
    for number in range(5):
        tell(milk(alice, told_as=str(number)), now=NOW + timedelta(minutes=number))
    digest = Outgoing.objects.get()
    # 18:00 in Vienna, where the community that told the member is.
    assert digest.due_at.isoformat() == "2026-03-02T17:00:00+00:00"
    tell(milk(alice, told_as="tomorrow"), now=digest.due_at)
    assert Outgoing.objects.count() == 2


def test_a_digest_comes_at_the_hour_the_reader_chose(alice: PersonId) -> None:
    commands.choose_hours(actor=alice, zone="Asia/Tokyo", hour=7, key=key(), now=NOW)
    tell(milk(alice))
    assert Outgoing.objects.get().due_at.isoformat() == "2026-03-02T22:00:00+00:00"


def test_what_nobody_declared_cannot_be_told(alice: PersonId) -> None:
    with pytest.raises(KindUnknown):
        tell(NewNotification(alice, "nobody.knows", "1"))


def test_a_field_without_its_value_is_a_bug_of_who_tells(alice: PersonId) -> None:
    with pytest.raises(KeyError):
        tell(NewNotification(alice, BREAD.key, "1", TOWN, {"baker": "Anna"}))


def test_fields_have_a_bound(alice: PersonId) -> None:
    with pytest.raises(TooLarge):
        tell(NewNotification(alice, BREAD.key, "1", TOWN, FIELDS, note="x" * 5_000))
    assert not Notice.objects.exists()


def test_notices_come_newest_first_in_pages(alice: PersonId) -> None:
    commands.notify_many((milk(alice, told_as=str(number)) for number in range(7)), now=NOW)
    first = queries.notices(person=alice, limit=3)
    second = queries.notices(person=alice, cursor=first.next_cursor, limit=3)
    third = queries.notices(person=alice, cursor=second.next_cursor, limit=3)
    seen = [notice.id for page in (first, second, third) for notice in page.items]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 7
    assert not third.next_cursor


def test_only_who_was_told_can_read_a_notice(alice: PersonId) -> None:
    tell(bread(alice))
    own = Notice.objects.get().pk
    bob, charlie = reader("Bob"), person("Charlie")
    for stranger in (bob, charlie):
        assert shown(stranger) == []
        with pytest.raises(NoticeNotHere):
            queries.notice(notice=own, person=stranger)
        with pytest.raises(NoticeNotHere):
            commands.mark_read(actor=stranger, notice=own, key=key(), now=NOW)
    commands.mark_all_read(actor=bob, until=own, key=key(), now=NOW)
    assert queries.unread(alice) == 1
    commands.mark_read(actor=alice, notice=own, key=key(), now=NOW)
    assert queries.unread(alice) == 0


def test_marking_all_leaves_what_came_after_the_page_was_seen(alice: PersonId) -> None:
    tell(milk(alice, told_as="1"))
    seen = Notice.objects.get().pk
    tell(milk(alice, told_as="2"))
    assert commands.mark_all_read(actor=alice, until=seen, key=key(), now=NOW) == 1
    assert queries.unread(alice) == 1


def test_a_choice_replaces_the_kinds_own_ways(alice: PersonId) -> None:
    assert {one.kind.key: one.ways for one in queries.choices(alice)}[MILK.key] == MILK.ways
    choose(alice, MILK, email=Email.WEEKLY)
    choose(alice, MILK, email=Email.NEVER, push=True)
    ways = {one.kind.key: one.ways for one in queries.choices(alice)}[MILK.key]
    assert (ways.in_app, ways.email, ways.push) == (True, Email.NEVER, True)
    assert {one.kind.key: one.ways for one in queries.choices(reader("Bob"))}[MILK.key] == MILK.ways


def test_turning_off_a_digest_turns_off_what_comes_in_it_alone(alice: PersonId) -> None:
    commands.turn_off_letters(actor=alice, kinds="daily", key=key(), now=NOW)
    ways = {one.kind.key: one.ways for one in queries.choices(alice)}
    assert ways[MILK.key].email is Email.NEVER
    assert ways[MILK.key].in_app
    assert ways[BREAD.key].email is Email.AT_ONCE
    assert commands.turn_off_letters(actor=alice, kinds="daily", key=key(), now=NOW) == 0
