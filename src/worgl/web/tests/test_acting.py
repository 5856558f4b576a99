"""Acting for a shop: one switch, seen on every page; at the till only, nothing else opens."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from worgl.communities import commands as communities
from worgl.communities.queries import member
from worgl.communities.rules import Capacity, MemberId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands
from worgl.currency.tests.walkers import Walkers, walk_in

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town."""
    return walk_in()


@pytest.fixture
def bakery(town: Walkers) -> MemberId:
    """Open a shop with 50.00 that Alice keeps."""
    now = clock.now()
    shop = communities.open_shop(actor=town.alice_id, name="Corner Bakery", key=IdempotencyKey("shop"), now=now)
    commands.issue(
        actor=town.alice_id, payee=shop, amount_minor=5_000, reason="stock", key=IdempotencyKey("stock"), now=now
    )
    return shop


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def switch(client: Client, member: MemberId) -> Answer:
    return client.post("/acting/", {"member": str(member)}, follow=True)


def name_staff(town: Walkers, shop: MemberId, capacity: Capacity) -> None:
    communities.name_staff(
        actor=town.alice_id, shop=shop, member=town.bob_id, capacity=capacity, key=IdempotencyKey("b"), now=clock.now()
    )


def test_a_keeper_switches_and_sees_for_whom_he_acts_and_what_the_shop_has(town: Walkers, bakery: MemberId) -> None:
    assert "Corner Bakery" in text_of(town.alice.get("/acting/"))
    page = switch(town.alice, bakery)
    assert "You act as Corner Bakery" in text_of(page)
    assert "50.00" in text_of(page)
    assert re.search(r"<h1[^>]*>\s*Good (morning|afternoon|evening), Corner Bakery\s*<", page.content.decode())
    # As the shop one is no administrator.
    assert town.alice.get(f"/c/{town.slug}/admin/").status_code == 403
    own = switch(town.alice, town.alice_id)
    assert "You act as Alice Moser" in text_of(own)
    assert re.search(r"<h1[^>]*>\s*Good (morning|afternoon|evening), Alice\s*<", own.content.decode())
    assert town.alice.get(f"/c/{town.slug}/admin/").status_code == 200


def test_nobody_switches_to_whom_he_may_not_act_for(town: Walkers, bakery: MemberId) -> None:
    for client in (town.bob, town.charlie):
        assert client.post("/acting/", {"member": str(bakery)}).status_code == 403
        assert client.post("/acting/", {"member": str(town.alice_id)}).status_code == 403
        assert client.post("/acting/", {"member": "nobody"}).status_code == 403
    assert "Corner Bakery" not in text_of(town.bob.get("/acting/"))
    assert town.anonymous.get("/acting/").status_code == 302


def test_who_acts_at_the_till_sees_no_balance_and_pays_nothing(town: Walkers, bakery: MemberId) -> None:
    name_staff(town, bakery, Capacity.TILL)
    assert "You act for Corner Bakery at the till." in text_of(switch(town.bob, bakery))
    assert town.bob.get(f"/c/{town.slug}/").headers["Location"] == f"/c/{town.slug}/till/"
    for path in ("pay/", "activity/", "statement/", "statement.csv", "town/", "members/", "receive/"):
        answer = town.bob.get(f"/c/{town.slug}/{path}")
        assert answer.status_code == 403, path
        assert "at the till only" in text_of(answer)
        assert "50.00" not in text_of(answer)
    assert town.bob.get("/acting/").status_code == 200
    assert "You act as Bob Hain" in text_of(switch(town.bob, town.bob_id))


def test_what_is_ended_ends_at_once(town: Walkers, bakery: MemberId) -> None:
    name_staff(town, bakery, Capacity.KEEPER)
    assert "You act as Corner Bakery" in text_of(switch(town.bob, bakery))
    code = communities_code(bakery)
    staff = re.search(rf"/members/{code}/staff/([0-9a-f-]+)/end/", staff_page(town, code, of="Bob Hain"))
    assert staff
    town.alice.post(f"/c/{town.slug}/members/{code}/staff/{staff.group(1)}/end/", {"key": "e"})
    page = town.bob.get(f"/c/{town.slug}/")
    assert "You act as Bob Hain" in text_of(page)


def communities_code(shop: MemberId) -> str:
    """Return a shop's code."""
    return member(shop).code


def staff_page(town: Walkers, code: str, *, of: str) -> str:
    """Return the row of one person on the page of who acts for a shop."""
    page = town.alice.get(f"/c/{town.slug}/members/{code}/staff/").content.decode()
    return next(row for row in page.split("<li>") if of in row)


def test_a_shop_is_opened_on_a_page_and_waits(town: Walkers) -> None:
    answer = town.bob.post(f"/c/{town.slug}/shop/", {"name": "Bob’s Garage", "key": "s"}, follow=True)
    assert "An administrator will look at it." in text_of(answer)
    page = text_of(town.alice.get(f"/c/{town.slug}/admin/"))
    assert "Bob’s Garage wants to join" in page
    assert town.bob.post(f"/c/{town.slug}/shop/", {"name": "", "key": "t"}).status_code == 422


def test_staff_is_named_by_name_and_a_wrong_name_is_said_at_the_field(town: Walkers, bakery: MemberId) -> None:
    address = f"/c/{town.slug}/members/{communities_code(bakery)}/staff/"
    answer = town.alice.post(address, {"member": "Nobody", "capacity": "till", "key": "n"})
    assert answer.status_code == 422
    assert "Nobody here has this name or code." in text_of(answer)
    answer = town.alice.post(address, {"member": "Bob Hain", "capacity": "till", "key": "m"}, follow=True)
    assert "Bob Hain may act for the shop now." in text_of(answer)
    assert town.bob.get(address).status_code == 403
