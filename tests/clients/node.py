"""A running worgl with a town, and keys of its people, for programs that others write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.browser import Site, prepared, served
from tests.support.ports import free_port

TOWN = """
import json
import django
django.setup()
from worgl.api.commands import make_key
from worgl.communities.commands import open_shop, approve
from worgl.communities.queries import member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency.commands import found_town, issue
from worgl.currency.tests.builders import a_town
from worgl.identity.rules import PersonId

town = a_town("Bob", slug="alderbrook", payment_limit=0, payment_share=0, day_limit=0)
town.issue("Bob", 10_000)
now = clock.now()
shop = open_shop(actor=town["Bob"], name="Bakery", key=IdempotencyKey("shop"), now=now)
approve(actor=town.alice, member=shop, key=IdempotencyKey("shop"), now=now)
person = PersonId(member(town["Bob"]).person)
made = make_key(actor=person, name="a program", scopes=["read", "pay", "receive"], community=None,
    day_limit_minor=None, days=30, key=IdempotencyKey("key"), now=now)
print(json.dumps({"key": made.token, "payee": member(town.alice).code, "shop": member(shop).code}))
"""


@dataclass(frozen=True, slots=True)
class Node:
    """Where it listens, a key of Bob's, who has 100.00 and a bakery, and the codes of Alice and of the bakery."""

    url: str
    port: int
    key: str
    payee: str
    shop: str


@contextmanager
def running(home: Path) -> Iterator[Node]:
    """Serve a town by the real server while the block runs."""
    port = free_port()
    site: Site = prepared(home, host="127.0.0.1", port=port)
    made = json.loads(site.run("-c", TOWN).splitlines()[-1])
    with served(site):
        yield Node(site.url, port, made["key"], made["payee"], made["shop"])
