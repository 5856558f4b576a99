"""What members are told, as tests read it: a town of two, and their notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from worgl.communities.queries import member
from worgl.communities.rules import MemberId
from worgl.core import jobs
from worgl.currency.tests.builders import a_town
from worgl.inbox.queries import notices
from worgl.inbox.rules import NoticeView
from worgl.payments.tests.builders import NOW


@dataclass(frozen=True, slots=True)
class Two:
    """Alice, and Bob who has 50.00; both can read what they are told."""

    alice: MemberId
    bob: MemberId


@pytest.fixture
def town(db: None) -> Two:
    """Open a town of two."""
    made = a_town("Bob", now=NOW)
    made.issue("Bob", 5_000, now=NOW)
    return Two(made.alice, made["Bob"])


def told(who: MemberId, *, after: timedelta = timedelta(minutes=2), kind: str = "payments.") -> list[NoticeView]:
    """Let the worker run and return what a member was told about payments, the oldest first."""
    jobs.run_due(now=NOW + after)
    person = member(who).person
    assert person is not None
    return [one for one in reversed(notices(person=person).items) if one.kind.key.startswith(kind)]


def sentences(who: MemberId, *, after: timedelta = timedelta(minutes=2), kind: str = "payments.") -> list[str]:
    return [one.sentence for one in told(who, after=after, kind=kind)]
