"""The pages a newcomer meets: questions at the door, first steps behind it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from worgl.communities import commands as communities
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency.tests.walkers import Walkers, walk_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town."""
    return walk_in()


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_an_administrator_asks_and_a_newcomer_answers_and_the_answer_is_read(town: Walkers) -> None:
    address = f"/c/{town.slug}/admin/questions/"
    answer = town.alice.post(
        address, {"text": "What can you do?", "kind": "text", "required": "on", "choices": "", "key": "q"}, follow=True
    )
    assert "What can you do?" in text_of(answer)
    assert town.bob.get(address).status_code == 403
    link = communities.invite(actor=town.bob_id, uses=1, days=7, key=IdempotencyKey("link"), now=clock.now())
    page = town.charlie.get(link.path)
    assert "What can you do?" in text_of(page)
    refused = town.charlie.post(link.path, {"name": "Charlie Fern", "answer_1": "", "key": "a"})
    assert refused.status_code == 422
    assert "Please answer this question." in text_of(refused)
    town.charlie.post(link.path, {"name": "Charlie Fern", "answer_1": "I bake\nand mend", "key": "b"})
    assert "I bake and mend" in text_of(town.alice.get(f"/c/{town.slug}/admin/queue/"))
    assert town.alice.post(f"{address}drop/", {"text": "What can you do?", "key": "d"}).status_code == 302
    assert "Nothing is asked" in text_of(town.alice.get(address))


def test_a_choice_without_choices_is_said_at_its_field(town: Walkers) -> None:
    answer = town.alice.post(
        f"/c/{town.slug}/admin/questions/", {"text": "Which?", "kind": "choice", "choices": "one", "key": "q"}
    )
    assert answer.status_code == 422
    assert 'id="id_choices_error"' in answer.content.decode()


def test_a_newcomer_says_what_he_can_do_and_hides_the_first_steps(town: Walkers) -> None:
    home = f"/c/{town.slug}/"
    assert "Say who you are and what you can do" in text_of(town.emma.get(home))
    town.emma.post(f"{home}me/", {"name": "Emma Neu", "about": "I sew", "key": "m"})
    assert "I sew" in text_of(town.bob.get(f"{home}members/{town.emma_code}/"))
    town.emma.post(f"{home}welcome/dismiss/", {"key": "w"})
    assert "Say who you are" not in text_of(town.emma.get(home))


def test_a_name_that_cannot_be_saves_nothing_of_the_form(town: Walkers) -> None:
    answer = town.emma.post(f"/c/{town.slug}/me/", {"name": "Emma", "about": "x" * 201, "key": "m"})
    assert answer.status_code == 422
    assert "Emma Neu" in text_of(town.bob.get(f"/c/{town.slug}/members/{town.emma_code}/"))
