"""The page of the commons: one dividend is one line with its whole sum, however many members it was paid to."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.support.queries import statements
from worgl.communities import commands as communities
from worgl.communities.rules import MemberSpec
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency import commands
from worgl.currency.commands.commons import next_month
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.currency.views.commons import LINES

pytestmark = pytest.mark.django_db
QUERIES_MAX = 12


@pytest.fixture
def town() -> Walkers:
    """Open a town of more members than a page has lines, in which a dividend of half of 100.00 was paid."""
    town, now = walk_in(), clock.now()
    specs = [MemberSpec(name=f"Member {place:03}", person=None) for place in range(LINES + 50)]
    with transaction.atomic():
        ids = communities.add_members(community=town.community, specs=specs, now=now)
        commands.open_wallets(community=town.community, members=ids, now=now)
    commands.give_to_commons(actor=town.bob_id, amount_minor=10_000, key=IdempotencyKey("gift"), now=now)
    later = now + (next_month(town.today.replace(day=1)) - town.today) + timedelta(days=1)
    assert commands.pay_unspent(community=town.community, now=later) == 5_000
    return town


def text_of(client: Client, address: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())).split())


def test_a_dividend_longer_than_the_page_is_one_line_with_the_whole_sum(town: Walkers) -> None:
    address = reverse("currency:commons", args=[town.slug])
    with statements() as asked:
        page = town.bob.get(address).content.decode()
    assert len(asked) <= QUERIES_MAX, asked
    said = text_of(town.bob, address)
    # Alice and Bob have wallets besides; 50.00 do not go round evenly, and nothing is lost.
    assert "152 members" in said
    assert "−50.00" in said
    assert "and 52 more members" in said
    more = re.search(r'href="(\?[^"]*cursor=[^"]+)"', page)
    assert more
    following = text_of(town.bob, address + unescape(more.group(1)))
    assert "Gift to the common fund" in following
    assert "Dividend" not in following
