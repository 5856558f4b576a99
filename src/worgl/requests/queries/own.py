"""What is kept of a member's payment requests, for "everything about me"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from worgl.communities.queries import member as member_of
from worgl.communities.rules import MemberId
from worgl.core.domains import File
from worgl.core.personal_exports import told_rows, written
from worgl.requests.models import PaymentRequest


def files_of_member(member: MemberId, now: datetime) -> Iterator[File]:
    """Yield the requests a member made and those made of them; others in them are named by their ids."""
    town = member_of(member).community
    rows = PaymentRequest.objects.filter(Q(asker=member) | Q(payer=member), community=town)
    yield "requests.json", written({"requests": told_rows(rows, without=frozenset({"community"}))})
