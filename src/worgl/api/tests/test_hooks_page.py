"""The pages of webhooks: who sees which, what they promise, what they say to bad input."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.queries import statements
from worgl.api.queries import endpoints
from worgl.api.tests.receiver import receiving
from worgl.core import clock
from worgl.core.jobs import run_due
from worgl.currency.tests.walkers import Walkers, walk_in

QUERIES_MAX = 12
HOOK = {"url": "https://example.org/hook", "kinds": ["payments.paid"], "key": "form-1"}


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town with Alice, Bob and strangers."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    return reverse(f"api:{name}", args=[town.slug, *args])


def made(town: Walkers, client: Client, **typed: object) -> str:
    """Make a webhook and return the address of its page."""
    answer = client.post(page(town, "hooks"), HOOK | {"key": uuid4().hex} | typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_each_person_enters_where_he_may(town: Walkers) -> None:
    own = made(town, town.bob)
    ours = made(town, town.alice, for_community="on")
    found = {
        address: [client.get(address).status_code for client in town.clients()]
        for address in (page(town, "hooks"), own, ours)
    }
    assert found == {
        page(town, "hooks"): [200, 200, 403, 403, 302],
        own: [404, 200, 403, 403, 302],
        ours: [200, 404, 403, 403, 302],
    }
    others = (town.alice, town.charlie, town.dora, town.anonymous)
    for address in (f"{own}test/", f"{own}resume/", f"{own}messages/{uuid4()}/replay/", f"{own}remove/"):
        assert [client.post(address).status_code for client in others] == [404, 403, 403, 302]
    assert town.bob.get(own).status_code == 200


def test_a_test_is_sent_shown_and_sent_again(town: Walkers) -> None:
    with receiving() as receiver:
        own = made(town, town.bob, url=receiver.url)
        assert "Nothing sent yet" in town.bob.get(own).content.decode()
        assert town.bob.post(f"{own}test/", {"key": "test"}).status_code == 302
        run_due(now=clock.now())
        assert "taken" in town.bob.get(own).content.decode()
        (endpoint,) = endpoints(viewer=town.bob_id)
        html = town.bob.get(own).content.decode()
        again = html.split('action="')[-1].split('"')[0]
        assert "/replay/" in again
        assert town.bob.post(again, {"key": "again"}).status_code == 302
        run_due(now=clock.now())
        assert len(receiver.came) == 2
    assert town.bob.post(f"{own}remove/", {"key": "remove"}).status_code == 302
    assert town.bob.get(own).status_code == 404
    assert endpoint not in endpoints(viewer=town.bob_id)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"url": "http://example.org/"}, "It begins with https://"),
        ({"url": ""}, "This field is required."),
        ({"kinds": []}, "This field is required."),
        ({"kinds": ["communities.member_left"]}, "Select a valid choice"),
    ],
)
def test_a_wrong_form_adds_nothing_and_keeps_what_was_typed(town: Walkers, typed: dict[str, object], told: str) -> None:
    answer = town.bob.post(page(town, "hooks"), HOOK | typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert told in html
    assert str(typed.get("url", HOOK["url"])) in html
    assert endpoints(viewer=town.bob_id) == ()


def test_what_is_not_offered_is_not_found(town: Walkers) -> None:
    own = made(town, town.bob)
    assert town.bob.post(f"{own}burn/").status_code == 404


def test_the_pages_ask_little_of_the_database(town: Walkers) -> None:
    own = made(town, town.bob)
    for number in range(5):
        town.bob.post(f"{own}test/", {"key": f"test-{number}"})
    for address in (own, page(town, "hooks")):
        with statements() as sent:
            assert town.bob.get(address).status_code == 200
        assert len(sent) <= QUERIES_MAX
