"""What the pages of messages and reports promise."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.queries import statements
from worgl.communities import commands, queries
from worgl.communities.rules import MemberId
from worgl.communities.tests.builders import fresh_key
from worgl.core import clock
from worgl.core.ids import new_id
from worgl.core.limits import MESSAGES_SENT
from worgl.currency.tests.walkers import Walkers, walk_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Walkers:
    return walk_in()


def emma(town: Walkers) -> MemberId:
    return queries.member_by_code(community=town.community, code=town.emma_code).id


def write(by: MemberId, to: MemberId, text: str = "Hello") -> UUID:
    return commands.write_to(actor=by, member=to, text=text, key=fresh_key(), now=clock.now())


def chat(town: Walkers, code: str, name: str = "chat") -> str:
    return reverse(f"communities:{name}", args=[town.slug, code])


def sent(client: Client, address: str, text: str) -> Answer:
    return client.post(address, {"text": text, "key": uuid4().hex})


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_message_goes_from_page_to_page(town: Walkers) -> None:
    assert sent(town.bob, chat(town, town.emma_code), "Is the <plough> free?").status_code == 302
    chats = reverse("communities:chats", args=[town.slug])
    assert "1 new" in page(town.emma, chats)
    assert "Is the &lt;plough&gt; free?" in page(town.emma, chat(town, town.bob_code))
    assert "1 new" not in page(town.emma, chats)
    assert "No messages yet" in page(town.alice, chats)


def test_an_open_page_fetches_what_came_since(town: Walkers) -> None:
    first = write(town.bob_id, emma(town), "first word")
    address = chat(town, town.bob_code, "new_lines")
    assert "first word" not in page(town.emma, f"{address}?after={first}")
    second = write(town.bob_id, emma(town), "second word")
    fragment = page(town.emma, f"{address}?after={first}")
    assert "second word" in fragment
    assert f"after={second}" in fragment
    assert "1 new" not in page(town.emma, reverse("communities:chats", args=[town.slug]))
    assert town.emma.get(f"{address}?after=x").status_code == 404


def test_what_cannot_be_sent_is_said_beside_the_text_which_stays(town: Walkers) -> None:
    address = chat(town, town.emma_code)
    assert sent(town.bob, address, "").status_code == 422
    for number in range(MESSAGES_SENT.most):
        write(town.bob_id, emma(town), str(number))
    answer = sent(town.bob, address, "one too many")
    assert answer.status_code == 429
    assert "Please wait 10 minutes." in answer.content.decode()
    assert "one too many" in answer.content.decode()


#                alice bob charlie dora(suspended) anonymous
DOORS = """
chats      GET   200 200 403 200 302
chat       GET   200 200 403 200 302
chat       POST  302 302 403 403 302
new_lines  GET   200 200 403 200 302
block      POST  302 302 403 403 302
report     GET   200 200 403 200 302
report     POST  302 302 403 403 302
reports    GET   200 403 403 403 302
resolve    POST  302 403 403 403 302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, method, *expected = row.split()
    commands.report_member(actor=town.bob_id, member=emma(town), reason="x", key=fresh_key(), now=clock.now())
    report = queries.reports_waiting(community=town.community, viewer=town.alice_id)[0].report.id
    addresses = {
        "chats": reverse("communities:chats", args=[town.slug]),
        "new_lines": chat(town, town.emma_code, "new_lines") + f"?after={new_id()}",
        "reports": reverse("communities:reports", args=[town.slug]),
        "resolve": reverse("communities:resolve", args=[town.slug, report]),
    }
    address = addresses.get(name) or chat(town, town.emma_code, name)
    form = {"text": "hello", "reason": "x", "block": "yes", "key": "k"}
    seen = [
        str((client.get(address) if method == "GET" else client.post(address, form)).status_code)
        for client in town.clients()
    ]
    assert seen == expected


def test_reporting_shows_what_the_administrators_will_see(town: Walkers) -> None:
    write(emma(town), town.bob_id, "a secret")
    bad = write(emma(town), town.bob_id, "you thief")
    address = f"{chat(town, town.emma_code, 'report')}?message={bad}"
    assert "you thief" in page(town.bob, address)
    assert "a secret" not in page(town.bob, address)
    assert town.bob.post(address, {"reason": "", "key": "k"}).status_code == 422
    assert town.bob.post(address, {"reason": "rude", "key": "k"}).status_code == 302
    shown = page(town.alice, reverse("communities:reports", args=[town.slug]))
    assert "you thief" in shown
    assert "a secret" not in shown
    assert town.alice.get(address).status_code == 404


def test_a_report_that_was_settled_meanwhile_says_so(town: Walkers) -> None:
    commands.report_member(actor=town.bob_id, member=emma(town), reason="x", key=fresh_key(), now=clock.now())
    report = queries.reports_waiting(community=town.community, viewer=town.alice_id)[0].report.id
    address = reverse("communities:resolve", args=[town.slug, report])
    assert town.alice.post(address, {"reason": "y" * 201, "key": "1"}).status_code == 409
    assert town.alice.post(address, {"reason": "a word with her", "key": "2"}).status_code == 302
    answer = town.alice.post(address, {"reason": "", "key": "3"})
    assert answer.status_code == 409
    assert "somebody may have been quicker" in answer.content.decode()


def test_blocking_and_unblocking_by_the_page(town: Walkers) -> None:
    town.bob.post(chat(town, town.emma_code, "block"), {"block": "yes"})
    blocked = page(town.bob, chat(town, town.emma_code))
    assert "You have blocked Emma Neu" in blocked
    assert 'name="text"' not in blocked
    town.bob.post(chat(town, town.emma_code, "block"), {"block": "no"})
    assert 'name="text"' in page(town.bob, chat(town, town.emma_code))


def test_the_card_of_a_member_leads_to_writing(town: Walkers) -> None:
    card = reverse("communities:member", args=[town.slug, town.emma_code])
    assert chat(town, town.emma_code) in page(town.bob, card)
    own = reverse("communities:member", args=[town.slug, town.bob_code])
    assert chat(town, town.bob_code) not in page(town.bob, own)
    assert town.bob.get(chat(town, town.bob_code)).status_code == 404


def test_a_long_conversation_comes_by_pages(town: Walkers) -> None:
    for number in range(29):
        write(town.bob_id, emma(town), f"question {number}.")
        write(emma(town), town.bob_id, f"answer {number}.")
    newest = page(town.bob, chat(town, town.emma_code))
    assert "answer 28." in newest
    assert "question 3." not in newest
    older = newest.split('href="?cursor=')[1].split('"')[0]
    before = page(town.bob, f"{chat(town, town.emma_code)}?cursor={older}")
    assert "question 3." in before
    assert "every 10s" not in before


@pytest.mark.parametrize("name", ["chats", "chat", "new_lines", "reports"])
def test_a_page_of_messages_keeps_its_budget_of_queries(town: Walkers, name: str) -> None:
    for number in range(20):
        message = write(emma(town), town.alice_id, str(number))
        write(town.bob_id, town.alice_id, str(number))
        if number % 2:
            commands.report_message(actor=town.alice_id, message=message, reason="x", key=fresh_key(), now=clock.now())
    here = [town.slug]
    address = {"chats": reverse("communities:chats", args=here), "reports": reverse("communities:reports", args=here)}
    last = f"?after={UUID(int=0)}" if name == "new_lines" else ""
    with statements() as asked:
        assert town.alice.get(address.get(name) or chat(town, town.emma_code, name) + last).status_code == 200
    assert len(asked) <= 12, "\n".join(asked)
