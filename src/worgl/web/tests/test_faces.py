"""The pictures of people on pages: sent in the settings, seen everywhere, refused beside the field."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.support.queries import statements
from worgl.communities import commands
from worgl.communities.queries import Member, member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.limits import FORM_AROUND_MAX, PICTURE_MAX
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.identity.tests.builders import photo

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
SETTINGS, SEND, REMOVE = "/settings/", "/settings/picture/", "/settings/picture/remove/"


@pytest.fixture
def here() -> Walkers:
    return walk_in()


def send(client: Client, content: bytes, name: str = "me.png", kind: str = "image/png") -> Answer:
    return client.post(SEND, {"picture": SimpleUploadedFile(name, content, kind), "key": uuid4().hex})


def text_of(response: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def faces_in(response: Answer) -> list[str]:
    return re.findall(r'src="(/pictures/[0-9a-f]{64}\.webp)"', response.content.decode())


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
    own = reverse("communities:picture", args=[member(here.bob_id).picture])
    for name, place in places.items():
        with statements() as sent:
            faces = faces_in(here.alice.get(place))
        assert own in faces, name
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


@pytest.mark.parametrize("length", [PICTURE_MAX + FORM_AROUND_MAX + 1, 50 * 1024 * 1024])
def test_what_is_too_long_is_refused_by_its_length_without_being_read(here: Walkers, length: int) -> None:
    # As a browser does it: with the token asked for, which stands in the body.
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = here.bob.cookies
    body: dict[str, Any] = {"CONTENT_LENGTH": str(length), "wsgi.input": Unread()}
    answer = strict.generic("POST", SEND, content_type="multipart/form-data; boundary=b", **body)
    assert answer.status_code == 413
    assert "This file is too large: at most 5 MB." in text_of(answer)
    assert not faces_in(here.bob.get(SETTINGS))


def test_without_the_token_of_the_form_nothing_is_saved(here: Walkers) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = here.bob.cookies
    assert send(strict, photo()).status_code == 403
    assert not faces_in(here.bob.get(SETTINGS))


def test_a_shops_picture_is_sent_seen_where_it_is_paid_and_removed(here: Walkers) -> None:
    shop = open_shop(here)
    staff = f"/c/{here.slug}/members/{shop.code}/staff/"
    assert "its initials are shown" in text_of(here.bob.get(staff))
    send_to = f"/c/{here.slug}/members/{shop.code}/picture/"
    bad = here.bob.post(send_to, {"picture": SimpleUploadedFile("a.txt", b"hello"), "key": "a"})
    assert bad.status_code == 422
    assert "no picture that can be read" in text_of(bad)
    assert here.bob.post(send_to, {"key": "b"}).status_code == 422
    too_long = here.bob.post(
        send_to, {"picture": SimpleUploadedFile("a.png", bytes(PICTURE_MAX + FORM_AROUND_MAX)), "key": "c"}
    )
    assert too_long.status_code == 413
    sent = {"picture": SimpleUploadedFile("a.png", photo(), "image/png"), "key": "d"}
    for client in (here.emma, here.charlie):
        assert client.post(send_to, {**sent, "picture": SimpleUploadedFile("a.png", photo())}).status_code == 403
    page = here.bob.post(send_to, sent, follow=True)
    assert "This is how the shop is shown from now on." in text_of(page)
    (face,) = set(faces_in(page))
    assert here.emma.get(face).status_code == 200
    assert here.charlie.get(face).status_code == 404
    for path in (f"members/{shop.code}/", "members/", f"pay/{shop.code}/"):
        assert face in faces_in(here.emma.get(f"/c/{here.slug}/{path}")), path
    here.bob.post("/acting/", {"member": str(shop.id)})
    assert face in faces_in(here.bob.get(f"/c/{here.slug}/till/code/"))
    here.bob.post(f"{send_to}remove/", {"key": "e"})
    assert here.emma.get(face).status_code == 404


def open_shop(here: Walkers) -> Member:
    """Open a shop that Bob keeps, and let it in."""
    shop = commands.open_shop(actor=here.bob_id, name="Bakery", key=IdempotencyKey("shop"), now=clock.now())
    commands.approve(actor=here.alice_id, member=shop, key=IdempotencyKey("in"), now=clock.now())
    return member(shop)
