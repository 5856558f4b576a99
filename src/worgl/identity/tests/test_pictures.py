"""A person's picture: the newest one alone is kept, and none that was refused or removed."""

from __future__ import annotations

from contextlib import ExitStack
from uuid import uuid4

import pytest

from worgl.core.commands import IdempotencyKey
from worgl.core.errors import KeyReused, PictureRefused, PicturesOften
from worgl.core.ids import new_id
from worgl.core.limits import PICTURES
from worgl.core.pictures import IN_LINE_MAX, PicturesBusy, _line
from worgl.core.portability import RowRefused
from worgl.identity import portability
from worgl.identity.commands import remove_picture, show_picture
from worgl.identity.errors import PersonUnknown
from worgl.identity.models import Person, Picture
from worgl.identity.queries import own_picture, picture_by_digest, picture_of
from worgl.identity.tests.builders import NOW, person, photo, shown

pytestmark = pytest.mark.django_db


def key() -> IdempotencyKey:
    return IdempotencyKey(uuid4().hex)


def test_a_newer_picture_takes_the_place_of_the_older_one() -> None:
    bob = person("Bob")
    first, second = shown(bob, "red"), shown(bob, "blue")
    assert first != second
    assert own_picture(bob) == second
    assert Picture.objects.count() == 1
    assert picture_by_digest(first) is None


def test_what_is_kept_is_drawn_anew() -> None:
    bob = person("Bob")
    found = picture_by_digest(shown(bob))
    assert found is not None
    assert found.persons == (bob,)
    assert found.content == picture_of(bob)
    assert found.content != photo()


def test_the_same_key_shows_it_once_and_another_picture_under_it_is_refused() -> None:
    bob, once = person("Bob"), key()
    first = show_picture(actor=bob, content=photo(), key=once, now=NOW)
    newer = shown(bob, "blue")
    assert show_picture(actor=bob, content=photo(), key=once, now=NOW) == first
    assert own_picture(bob) == newer
    with pytest.raises(KeyReused):
        show_picture(actor=bob, content=photo("green"), key=once, now=NOW)


def test_a_refused_picture_leaves_the_older_one() -> None:
    bob = person("Bob")
    kept = shown(bob)
    with pytest.raises(PictureRefused):
        show_picture(actor=bob, content=b"nothing", key=key(), now=NOW)
    assert own_picture(bob) == kept


def test_who_is_switched_off_shows_no_picture() -> None:
    bob = person("Bob")
    face = shown(bob)
    Person.objects.filter(pk=bob).update(is_active=False)
    assert picture_by_digest(face) is None
    with pytest.raises(PersonUnknown):
        shown(bob)


def test_a_removed_picture_is_deleted() -> None:
    bob, alice = person("Bob"), person("Alice")
    face, other = shown(bob), shown(alice, "blue")
    remove_picture(actor=bob, key=key(), now=NOW)
    assert not Picture.objects.filter(person=bob).exists()
    assert picture_of(bob) is None
    assert picture_by_digest(face) is None
    assert own_picture(alice) == other


def test_in_a_new_place_what_somebody_shows_there_goes_before() -> None:
    bob, alice = person("Bob"), person("Alice")
    shown(bob, "red")
    shown(alice, "blue")
    rows = list(portability.pictures_written([bob, alice]))
    remove_picture(actor=bob, key=key(), now=NOW)
    kept = shown(alice, "green")
    portability.read_pictures_back(rows, renamed={})
    assert own_picture(alice) == kept
    assert list(portability.pictures_written([bob])) == [row for row in rows if row[1] == str(bob)]


def test_a_picture_goes_to_the_id_its_person_has_here() -> None:
    there, here = person("Bob"), person("Bob")
    face = shown(there)
    rows = list(portability.pictures_written([there]))
    remove_picture(actor=there, key=key(), now=NOW)
    portability.read_pictures_back(rows, renamed={there: here})
    assert (own_picture(there), own_picture(here)) == ("", face)


@pytest.mark.parametrize(
    ("place", "text"),
    [(0, "x"), (1, "x"), (2, "0" * 64), (3, "zz"), (3, "00" * 300_000), (4, "yesterday"), (4, "2026-01-01T00:00:00")],
)
def test_a_picture_that_cannot_be_read_back_is_named_by_its_line(place: int, text: str) -> None:
    bob = person("Bob")
    shown(bob)
    (row,) = portability.pictures_written([bob])
    cells = [str(new_id()), *row[1:]]
    cells[place] = text
    for wrong in (cells, cells[:-1]):
        with pytest.raises(RowRefused) as refused:
            portability.read_pictures_back([wrong], renamed={})
        assert str(refused.value).startswith("pictures, line 2: ")


def test_nobody_has_pictures_drawn_without_end_and_bad_ones_count() -> None:
    own = person("Alice")
    for _each in range(PICTURES.most):
        with pytest.raises(PictureRefused):
            show_picture(actor=own, content=b"no picture", key=key(), now=NOW)
    with pytest.raises(PicturesOften) as no:
        shown(own)
    assert (no.value.status, no.value.fields["minutes"]) == (429, 61)
    assert f"changed pictures {PICTURES.most} times" in str(no.value)
    shown(person("Bob"))


def test_a_picture_that_is_asked_to_come_back_later_is_not_counted() -> None:
    bob = person("Bob")
    with ExitStack() as held:
        for _place in range(IN_LINE_MAX):
            held.callback(_line.release)
            assert _line.acquire(blocking=False)
        for _try in range(PICTURES.most + 1):
            with pytest.raises(PicturesBusy):
                shown(bob)
    assert own_picture(bob) == ""
    assert shown(bob) == own_picture(bob)
