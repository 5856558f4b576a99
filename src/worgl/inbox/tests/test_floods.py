"""No member can flood another: letters and push messages of a kind are bounded by who causes them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from worgl.core.limits import LETTERS_OF_A_KIND, PUSHES_OF_A_KIND
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW
from worgl.inbox import queries
from worgl.inbox.commands import tell_many
from worgl.inbox.commands.sending import claim
from worgl.inbox.jobs.letters import compose
from worgl.inbox.models import Endpoint, Notice, Outgoing
from worgl.inbox.rules import Email, OutgoingId
from worgl.inbox.tests.builders import BREAD, bread, choose, reader, tell

pytestmark = pytest.mark.django_db
BOB, CARLA = UUID(int=1), UUID(int=2)
HOUR = timedelta(hours=1)


@pytest.fixture
def alice(db: None) -> PersonId:
    return reader("Alice")


def queued() -> Counter[str]:
    return Counter(Outgoing.objects.values_list("channel", flat=True))


def test_of_too_many_letters_from_one_the_rest_comes_with_the_digest(alice: PersonId) -> None:
    most = LETTERS_OF_A_KIND.most
    for number in range(most + 5):
        assert tell(bread(alice, told_as=str(number), by=BOB))
    assert queued() == {"email": most, "digest": 1}
    assert queries.unread(alice) == most + 5
    digest = Outgoing.objects.get(channel="digest")
    claimed = claim(OutgoingId(digest.pk), now=digest.due_at)
    assert claimed is not None
    text = str(compose(claimed).message.body)
    assert text.count("Anna has 3 loaves") == 5


def test_others_and_later_ones_are_sent_at_once_all_the_same(alice: PersonId) -> None:
    most = LETTERS_OF_A_KIND.most
    tell_many((bread(alice, told_as=str(number), by=BOB) for number in range(100)), now=NOW)
    assert queued()["email"] == most
    tell(bread(alice, told_as="hers", by=CARLA))
    tell(bread(reader("Dora"), told_as="to Dora", by=BOB))
    tell(bread(alice, told_as="later", by=BOB), now=NOW + HOUR)
    assert queued()["email"] == most + 3


def test_what_nobody_in_particular_causes_is_bounded_together(alice: PersonId) -> None:
    tell_many((bread(alice, told_as=str(number)) for number in range(100)), now=NOW)
    assert queued()["email"] == LETTERS_OF_A_KIND.most


def test_devices_ring_so_often_because_of_one_and_find_the_rest_in_the_app(alice: PersonId) -> None:
    choose(alice, BREAD, email=Email.NEVER, push=True)
    for name in ("phone", "desk"):
        Endpoint.objects.create(person_id=alice, address=f"https://push.example/{name}", name=name, since=NOW)
    tell_many((bread(alice, told_as=str(number), by=BOB) for number in range(100)), now=NOW)
    assert queued() == {"push": 2 * PUSHES_OF_A_KIND.most}
    assert Notice.objects.filter(person=alice, shown=True).count() == 100
