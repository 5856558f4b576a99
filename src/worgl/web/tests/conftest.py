"""The town whose every page is looked at, and everybody's browser."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from worgl.communities import commands as communities
from worgl.communities.queries import member_by_code
from worgl.communities.rules import Role
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.identity.commands import register_person
from worgl.web.tests.doors import PEOPLE


@pytest.fixture
def town(db: None) -> Walkers:
    """Open the town and let Emma be its treasurer."""
    town = walk_in()
    emma = member_by_code(community=town.community, code=town.emma_code)
    communities.grant_role(
        actor=town.alice_id, member=emma.id, role=Role.TREASURER, key=IdempotencyKey("t"), now=clock.now()
    )
    return town


@pytest.fixture
def people(town: Walkers) -> dict[str, Client]:
    """Return everybody's browser; the operator runs the node and belongs to no community."""
    operator = register_person(email="operator@example.org", name="Op", password=None, now=clock.now())
    get_user_model().objects.filter(pk=operator).update(is_staff=True)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=operator))
    mia = register_person(email="mia@example.org", name="Mia", password=None, now=clock.now())
    link = communities.invite(actor=town.alice_id, uses=1, days=7, key=IdempotencyKey("m"), now=clock.now())
    communities.join(actor=mia, token=link.token, name="Mia", key=IdempotencyKey("m"), now=clock.now())
    another = Client()
    another.force_login(get_user_model().objects.get(pk=mia))
    clients = (town.anonymous, town.charlie, town.bob, another, town.emma, town.alice, client)
    return dict(zip(PEOPLE, clients, strict=True))
