"""Terms, privacy and imprint on pages: read, agreed to, written; and words of each language."""

from __future__ import annotations

from html import unescape

import pytest

from worgl.communities import commands
from worgl.communities.rules import MemberId, TextKind
from worgl.communities.tests.builders import fresh_key, invitation
from worgl.core import clock
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.identity.tests.builders import NOW

TERMS, PRIVACY, IMPRINT = TextKind


def publish(actor: MemberId, kind: TextKind = TERMS, body: str = "# Be kind") -> int:
    return commands.publish_text(actor=actor, kind=kind, body=body, key=fresh_key(), now=NOW)


@pytest.fixture
def walkers(db: None) -> Walkers:
    return walk_in()


def test_members_are_asked_again_and_led_back_and_may_leave_instead(walkers: Walkers) -> None:
    publish(walkers.alice_id)
    home = f"/c/{walkers.slug}/"
    asked = walkers.bob.get(f"{home}activity/?month=1")
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith(f"{home}agree/?next=")
    page = walkers.bob.get(asked.headers["Location"]).content.decode()
    assert "<h2>Be kind</h2>" in page
    assert walkers.bob.get(f"{home}leave/").status_code == 200
    assert walkers.bob.post(asked.headers["Location"], {"number": "1", "key": "n"}).status_code == 422
    done = walkers.bob.post(asked.headers["Location"], {"number": "1", "agree": "on", "key": "y"})
    assert done.headers["Location"] == f"{home}activity/?month=1"
    assert walkers.bob.get(home).status_code == 200
    publish(walkers.alice_id, PRIVACY, "New")
    assert walkers.bob.get(home).status_code == 302
    stale = walkers.bob.post(f"{home}agree/", {"number": "1", "agree": "on", "key": "z"})
    assert stale.headers["Location"] == f"{home}agree/"
    assert walkers.bob.get(home).status_code == 302


def test_nobody_is_led_to_another_site_by_agreeing(walkers: Walkers) -> None:
    publish(walkers.alice_id)
    for number_of, target in enumerate(("//evil.example/", "https://evil.example/", "javascript:alert(1)")):
        address = f"/c/{walkers.slug}/agree/?next={target}"
        answer = walkers.bob.post(address, {"number": "1", "agree": "on", "key": f"k{number_of}"})
        assert answer.headers["Location"] == f"/c/{walkers.slug}/"


def test_texts_are_public_and_stand_in_the_foot_of_pages(walkers: Walkers) -> None:
    publish(walkers.alice_id, IMPRINT, "Alice Moser, Mill Lane 1")
    address = f"/c/{walkers.slug}/texts/imprint/"
    assert "Mill Lane 1" in walkers.anonymous.get(address).content.decode()
    assert address in walkers.bob.get(f"/c/{walkers.slug}/").content.decode()
    assert address in walkers.anonymous.get("/").content.decode()
    assert walkers.anonymous.get(f"/c/{walkers.slug}/texts/terms/").status_code == 404
    assert walkers.anonymous.get(f"/c/{walkers.slug}/texts/moon/").status_code == 404


def test_the_page_of_an_invitation_shows_what_counts_and_asks_to_agree(walkers: Walkers) -> None:
    publish(walkers.alice_id)
    link = invitation(walkers.alice_id, now=clock.now())
    page = walkers.charlie.get(link.path).content.decode()
    assert f"/c/{walkers.slug}/texts/terms/" in page
    assert walkers.charlie.post(link.path, {"name": "Charlie", "number": "1", "key": "n"}).status_code == 422
    done = walkers.charlie.post(link.path, {"name": "Charlie", "number": "1", "agree": "on", "key": "y"})
    assert done.headers["Location"] == f"/c/{walkers.slug}/"


def test_an_administrator_writes_them_on_a_page(walkers: Walkers) -> None:
    address = f"/c/{walkers.slug}/admin/texts/imprint/"
    assert walkers.alice.post(address, {"body": "Alice **Moser**", "key": "k"}).status_code == 302
    assert "<strong>Moser</strong>" in walkers.anonymous.get(f"/c/{walkers.slug}/texts/imprint/").content.decode()
    assert walkers.alice.post(address, {"body": "", "key": "e"}).status_code == 422
    assert walkers.bob.get(address).status_code == 403


def test_words_of_a_language_are_written_on_the_page_and_read_by_its_readers(walkers: Walkers) -> None:
    address = f"/c/{walkers.slug}/admin/community/?language=de"
    sent = {"what": "words", "members": "Nachbarn", "key": "w"}
    assert walkers.alice.post(address, sent).status_code == 302
    german = walkers.alice.get(f"/c/{walkers.slug}/admin/", headers={"accept-language": "de"}).content.decode()
    english = walkers.alice.get(f"/c/{walkers.slug}/admin/", headers={"accept-language": "en"}).content.decode()
    assert "Nachbarn" in unescape(german)
    assert "Nachbarn" not in unescape(english)
    assert 'value="Nachbarn"' in walkers.alice.get(address).content.decode()
    assert 'value="Nachbarn"' not in walkers.alice.get(address.replace("=de", "=")).content.decode()
