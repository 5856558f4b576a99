"""How a person looks: sent in the settings, shown wherever he is shown, and to nobody outside his communities."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.support.queries import statements
from worgl.communities import commands, queries
from worgl.communities.rules import MemberFilter
from worgl.communities.tests.builders import community, fresh_key, invitation, member, town
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import KeyReused, NotFound, PictureRefused
from worgl.core.limits import PICTURE_MAX
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.identity.commands import remove_picture, show_picture
from worgl.identity.errors import PersonUnknown
from worgl.identity.models import Person, Picture
from worgl.identity.queries import own_picture
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
SETTINGS, SEND, REMOVE = "/settings/", "/settings/picture/", "/settings/picture/remove/"


def photo(colour: str = "red", kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), colour).save(out, kind)
    return out.getvalue()


def shown(person: PersonId, colour: str = "red") -> str:
    return show_picture(actor=person, content=photo(colour), key=fresh_key(), now=NOW)


def send(client: Client, content: bytes, name: str = "me.png", kind: str = "image/png") -> Answer:
    return client.post(SEND, {"picture": SimpleUploadedFile(name, content, kind), "key": fresh_key()})


def text_of(response: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def faces_in(response: Answer) -> list[str]:
    return re.findall(r'src="(/pictures/[0-9a-f]{64}\.webp)"', response.content.decode())


def path_of(digest: str) -> str:
    return reverse("communities:picture", args=[digest])


# -- the command


def test_a_newer_picture_takes_the_place_of_the_older_one() -> None:
    here = town()
    first, second = shown(here.bob_person, "red"), shown(here.bob_person, "blue")
    assert first != second
    assert own_picture(here.bob_person) == second
    assert Picture.objects.count() == 1
    with pytest.raises(NotFound):
        queries.picture_for(first, viewer=here.bob_person)


def test_the_same_key_shows_it_once_and_another_picture_under_it_is_refused() -> None:
    here, key = town(), IdempotencyKey("k")
    first = show_picture(actor=here.bob_person, content=photo(), key=key, now=NOW)
    shown(here.bob_person, "blue")
    assert show_picture(actor=here.bob_person, content=photo(), key=key, now=NOW) == first
    with pytest.raises(KeyReused):
        show_picture(actor=here.bob_person, content=photo("green"), key=key, now=NOW)


def test_a_refused_picture_leaves_the_older_one() -> None:
    here = town()
    kept = shown(here.bob_person)
    with pytest.raises(PictureRefused):
        show_picture(actor=here.bob_person, content=b"nothing", key=fresh_key(), now=NOW)
    assert own_picture(here.bob_person) == kept


def test_who_is_switched_off_shows_no_picture() -> None:
    here = town()
    face = shown(here.bob_person)
    Person.objects.filter(pk=here.bob_person).update(is_active=False)
    with pytest.raises(NotFound):
        queries.picture_for(face, viewer=here.alice_person)
    with pytest.raises(PersonUnknown):
        shown(here.bob_person)


def test_a_removed_picture_is_deleted() -> None:
    here = town()
    face = shown(here.bob_person)
    remove_picture(actor=here.bob_person, key=fresh_key(), now=NOW)
    assert not Picture.objects.exists()
    assert queries.member(here.bob).picture == ""
    with pytest.raises(NotFound):
        queries.picture_for(face, viewer=here.bob_person)


# -- who sees it


def test_a_picture_is_for_the_person_and_the_members_of_his_communities() -> None:
    here = town()
    face = shown(here.bob_person)
    for viewer in (here.alice_person, here.bob_person):
        assert queries.picture_for(face, viewer=viewer)
    with pytest.raises(NotFound):
        queries.picture_for(face, viewer=here.charlie_person)
    with pytest.raises(NotFound):
        queries.picture_for("0" * 64, viewer=here.bob_person)


def test_the_same_picture_of_two_people_is_seen_by_the_members_of_both() -> None:
    here = town()
    assert shown(here.bob_person) == shown(here.charlie_person)
    face = own_picture(here.bob_person)
    assert queries.picture_for(face, viewer=here.alice_person)
    assert queries.picture_for(face, viewer=here.charlie_person)
    remove_picture(actor=here.bob_person, key=fresh_key(), now=NOW)
    with pytest.raises(NotFound):
        queries.picture_for(face, viewer=here.alice_person)


def test_who_asks_to_join_is_seen_and_sees_nobody() -> None:
    here = town()
    commands.join(actor=here.charlie_person, token=invitation(here.bob).token, name="Charlie", key=fresh_key(), now=NOW)
    of_bob, of_charlie = shown(here.bob_person), shown(here.charlie_person, "blue")
    assert queries.picture_for(of_charlie, viewer=here.alice_person)
    with pytest.raises(NotFound):
        queries.picture_for(of_bob, viewer=here.charlie_person)
    (waits,) = queries.pending(community=here.community, viewer=here.alice).items
    assert waits.member.picture == of_charlie


def test_who_has_left_is_seen_no_more_and_sees_nobody() -> None:
    here = town()
    of_alice, of_bob = shown(here.alice_person), shown(here.bob_person, "blue")
    commands.leave(actor=here.bob, key=fresh_key(), now=NOW)
    assert queries.member(here.bob).picture == ""
    for face, viewer in ((of_bob, here.alice_person), (of_alice, here.bob_person)):
        with pytest.raises(NotFound):
            queries.picture_for(face, viewer=viewer)


def test_every_read_of_members_carries_the_picture() -> None:
    here = town()
    face = shown(here.bob_person)
    code = queries.member(here.bob).code
    one, slug = here.community, here.slug
    assert queries.member_by_code(community=one, code=code).picture == face
    assert queries.member_for(community=one, person=here.bob_person).picture == face
    assert queries.members_by_codes(community=one, codes=[code])[code].picture == face
    assert queries.members_by_ids([here.bob])[here.bob].picture == face
    assert queries.seat(slug=slug, person=here.bob_person)[1].picture == face
    assert queries.communities_of(here.bob_person)[0][1].picture == face
    assert queries.acting_choices(here.bob_person)[0].member.picture == face
    assert queries.find_by_code(viewer=here.alice_person, code=code)[0][1].picture == face
    listed = queries.members(community=one, viewer=here.alice).items
    assert {row.id: row.picture for row in listed} == {here.alice: "", here.bob: face}
    roll = queries.roll_call(community=one, asked=MemberFilter())
    assert {row.id: row.picture for row in roll} == {here.alice: "", here.bob: face}


def test_a_shop_has_its_initials_and_its_people_their_faces() -> None:
    here = town()
    face = shown(here.bob_person)
    shop = commands.open_shop(actor=here.bob, name="Bakery", key=fresh_key(), now=NOW)
    (keeper,) = queries.staff_of(shop=shop, viewer=here.alice)
    assert (keeper.shop.picture, keeper.member.picture) == ("", face)


# -- the pages


@pytest.fixture
def here() -> Walkers:
    return walk_in()


def test_a_picture_is_sent_seen_replaced_and_removed(here: Walkers) -> None:
    assert "your initials are shown" in text_of(here.bob.get(SETTINGS))
    first = send(here.bob, photo())
    assert (first.status_code, first["Location"]) == (302, SETTINGS)
    page = here.bob.get(SETTINGS)
    assert "This is how you are shown from now on." in text_of(page)
    (red,) = faces_in(page)
    send(here.bob, photo("blue", "JPEG"))
    (blue,) = faces_in(here.bob.get(SETTINGS))
    assert (here.bob.get(red).status_code, here.bob.get(blue).status_code) == (404, 200)
    here.bob.post(REMOVE, {"key": "r"})
    assert not faces_in(here.bob.get(SETTINGS))
    assert here.bob.get(blue).status_code == 404
    assert not Picture.objects.exists()


def test_the_picture_is_handed_out_as_what_it_is_and_kept_by_the_browser_alone(here: Walkers) -> None:
    send(here.bob, photo())
    (face,) = faces_in(here.bob.get(SETTINGS))
    answer = here.alice.get(face)
    assert answer.content[:4] + answer.content[8:12] == b"RIFFWEBP"
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "Cookie" in answer["Vary"]
    assert "img-src 'self'" in answer["Content-Security-Policy"]


def test_alice_and_bob_see_it_charlie_and_visitors_do_not(here: Walkers) -> None:
    send(here.bob, photo())
    (face,) = faces_in(here.bob.get(SETTINGS))
    seen = {
        "alice": here.alice, "bob": here.bob, "emma": here.emma, "dora": here.dora,
        "emil": here.emil, "charlie": here.charlie, "nobody": here.anonymous,
    }  # fmt: skip
    assert {name: client.get(face).status_code for name, client in seen.items()} == {
        "alice": 200, "bob": 200, "emma": 200, "dora": 200, "emil": 404, "charlie": 404, "nobody": 302,
    }  # fmt: skip


def test_it_is_shown_wherever_a_member_is_shown_without_asking_more(here: Walkers) -> None:
    pay = {"amount": "12.50", "note": "bread", "key": "k"}
    here.bob.post(reverse("payments:pay_member", args=[here.slug, here.alice_code]), pay)
    here.bob.post(reverse("payments:pay_check", args=[here.slug, here.alice_code]) + "?key=k")
    places = {
        "home": reverse("payments:home", args=[here.slug]),
        "activity": reverse("payments:activity", args=[here.slug]),
        "members": reverse("communities:members", args=[here.slug]),
        "member": reverse("communities:member", args=[here.slug, here.bob_code]),
        "pay": reverse("payments:pay_member", args=[here.slug, here.bob_code]),
        "roll": reverse("currency:roll", args=[here.slug]),
    }
    before = {}
    for name, place in places.items():
        with statements() as sent:
            assert not faces_in(here.alice.get(place)), name
        before[name] = len(sent)
    send(here.alice, photo())
    send(here.bob, photo("blue"))
    send(here.emma, photo("green"))
    here.alice.get(SETTINGS)
    own = own_picture(PersonId(Person.objects.get(email="bob@example.org").pk))
    for name, place in places.items():
        with statements() as sent:
            faces = faces_in(here.alice.get(place))
        assert path_of(own) in faces, name
        assert len(sent) <= before[name], name


def test_the_newcomers_first_steps_lead_to_it(here: Walkers) -> None:
    home = reverse("payments:home", args=[here.slug])
    page = here.emma.get(home)
    assert f'href="{SETTINGS}#picture"' in page.content.decode()
    assert "So that others know you when they meet you" in text_of(page)
    send(here.emma, photo())
    assert "Done: others see your face" in text_of(here.emma.get(home))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"My picture, honestly", "me.jpg", "This is no picture that can be read."),
        (photo(kind="JPEG")[:-200], "me.jpg", "This picture is damaged or cut off."),
        (b"", "me.jpg", "This file is empty."),
        (photo() + bytes(PICTURE_MAX), "me.png", "This file is too large: at most 5 MB."),
    ],
)
def test_a_bad_file_is_told_beside_the_field_and_keeps_what_was_shown(
    here: Walkers, content: bytes, name: str, said: str
) -> None:
    send(here.bob, photo())
    kept = faces_in(here.bob.get(SETTINGS))
    answer = send(here.bob, content, name, "image/jpeg")
    assert answer.status_code == 422
    error = re.search(r'<p class="error" id="id_picture_error">(.*?)</p>', answer.content.decode())
    assert error is not None
    assert said in unescape(error.group(1))
    assert 'aria-describedby="id_picture_hint id_picture_error"' in answer.content.decode()
    assert faces_in(here.bob.get(SETTINGS)) == kept


def test_no_file_is_told_beside_the_field(here: Walkers) -> None:
    answer = here.bob.post(SEND, {"key": "k"})
    assert answer.status_code == 422
    assert "Choose a picture." in text_of(answer)


class Unread(io.RawIOBase):
    """A body nobody may read."""

    def read(self, size: int = -1, /) -> bytes:
        raise AssertionError(size)


def test_fifty_megabytes_are_refused_by_their_length_without_being_read(here: Walkers) -> None:
    # As a browser does it: with the token asked for, which stands in the body.
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = here.bob.cookies
    body: dict[str, Any] = {"CONTENT_LENGTH": str(50 * 1024 * 1024), "wsgi.input": Unread()}
    answer = strict.generic("POST", SEND, content_type="multipart/form-data; boundary=b", **body)
    assert answer.status_code == 413
    assert "This file is too large: at most 5 MB." in text_of(answer)
    assert not Picture.objects.exists()


def test_without_the_token_of_the_form_nothing_is_saved(here: Walkers) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = here.bob.cookies
    assert send(strict, photo()).status_code == 403
    assert not Picture.objects.exists()


def test_a_page_of_many_faces_asks_for_members_once_and_reads_no_picture() -> None:
    founded = community()
    for number in range(12):
        own = member(founded, f"Bob {number}")
        person = queries.member(own).person
        assert person is not None
        shown(person, f"#0000{number * 20:02x}")
    with statements() as sent:
        listed = queries.members(community=founded.community, viewer=founded.member).items
    assert sum(bool(row.picture) for row in listed) == 12
    assert len(sent) == 2
    assert not [sql for sql in sent if '"content"' in sql]
