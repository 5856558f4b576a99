"""No member can flood another: letters and push messages of a kind are bounded by who causes them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from worgl.core.limits import LETTERS_OF_A_KIND, PUSHES_OF_A_KIND
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW
from worgl.inbox import queries
from worgl.inbox.commands import notify_many
from worgl.inbox.commands.sending import claim
from worgl.inbox.jobs.emails import compose
from worgl.inbox.models import Notice, Outgoing
from worgl.inbox.rules import Email, OutgoingId
from worgl.inbox.tests.builders import BREAD, a_device, bread, choose, queued, reader, tell

pytestmark = pytest.mark.django_db
BOB, CARLA = UUID(int=1), UUID(int=2)
HOUR = timedelta(hours=1)


@pytest.fixture
def alice(db: None) -> PersonId:
    return reader("Alice")


def test_of_too_many_letters_from_one_the_rest_comes_with_the_digest(alice: PersonId) -> None:
    most = LETTERS_OF_A_KIND.most
    for number in range(most + 5):
        assert tell(bread(alice, told_as=str(number), by=BOB))
    assert queued(alice) == {"email": most, "digest": 1}
    assert queries.unread(alice) == most + 5
    digest = Outgoing.objects.get(channel="digest")
    claimed = claim(OutgoingId(digest.pk), now=digest.due_at)
    assert claimed is not None
    text = str(compose(claimed).message.body)
    assert text.count("Anna has 3 loaves") == 5


def test_others_and_later_ones_are_sent_at_once_all_the_same(alice: PersonId) -> None:
    most = LETTERS_OF_A_KIND.most
    notify_many((bread(alice, told_as=str(number), by=BOB) for number in range(100)), now=NOW)
    assert queued(alice)["email"] == most
    tell(bread(alice, told_as="hers", by=CARLA))
    dora = reader("Dora")
    tell(bread(dora, told_as="to Dora", by=BOB))
    tell(bread(alice, told_as="later", by=BOB), now=NOW + HOUR)
    assert (queued(alice)["email"], queued(dora)["email"]) == (most + 2, 1)


def test_what_nobody_in_particular_causes_is_bounded_together(alice: PersonId) -> None:
    notify_many((bread(alice, told_as=str(number)) for number in range(100)), now=NOW)
    assert queued(alice)["email"] == LETTERS_OF_A_KIND.most


def test_devices_ring_so_often_because_of_one_and_find_the_rest_in_the_app(alice: PersonId) -> None:
    choose(alice, BREAD, email=Email.NEVER, push=True)
    for name in ("phone", "desk"):
        a_device(alice, name)
    notify_many((bread(alice, told_as=str(number), by=BOB) for number in range(100)), now=NOW)
    assert queued(alice) == {"push": 2 * PUSHES_OF_A_KIND.most}
    assert Notice.objects.filter(person=alice, shown=True).count() == 100
