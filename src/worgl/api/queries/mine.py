"""What the API keeps about one person and one membership, for a parcel of their own: no secret, and no hash of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from worgl.api import models
from worgl.communities.rules import MemberId
from worgl.core.domains import File
from worgl.core.personal_exports import told_rows, written
from worgl.identity.rules import PersonId


def files_of_person(person: PersonId, now: datetime) -> Iterator[File]:
    """Yield a person's keys for programs, and what was paid with them by day."""
    keys = models.PersonalKey.objects.filter(person_id=person)
    spending = models.KeySpending.objects.filter(key__in=keys)
    told = {
        "keys": told_rows(keys, without=frozenset({"person_id", "secret_hash"})),
        "paid_with_keys": told_rows(spending),
    }
    yield "keys.json", written(told)


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield a member's webhooks and the messages that are kept of them."""
    endpoints = models.Endpoint.objects.filter(member_id=member)
    messages = models.Message.objects.filter(endpoint__in=endpoints)
    told = {"webhooks": told_rows(endpoints), "messages": told_rows(messages, without=frozenset({"body"}))}
    yield "webhooks.json", written(told)
