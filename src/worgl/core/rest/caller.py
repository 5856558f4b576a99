"""The caller of the API, and what they were allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.http import HttpRequest

from worgl.core.rest.refusals import KeyElsewhere, KeyLimited, KeyOfOne, ScopeMissing
from worgl.core.spending import Allowance


class Scope(StrEnum):
    """What a token lets its bearer do in the name of its person, who must be allowed to do it themselves."""

    READ = "read"
    PAY = "pay"
    RECEIVE = "receive"
    MESSAGES = "messages"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """The bearer of a token: in whose name, with which scopes, in one `community` or (None) in all.

    `recalled` names a token that was good a moment ago and has not been looked up since: see `vouched`.
    """

    person: UUID
    scopes: frozenset[Scope]
    community: UUID | None = None
    budget: Allowance | None = None
    recalled: UUID | None = None

    def require(self, scopes: Iterable[Scope]) -> None:
        """Refuse ScopeMissing unless one of the scopes was given."""
        wanted = list(scopes)
        if not self.scopes.intersection(wanted):
            raise ScopeMissing(scope=wanted[0].value)

    def require_community(self, community: UUID) -> None:
        """Refuse KeyElsewhere when the token is for another community."""
        if self.community is not None and self.community != community:
            raise KeyElsewhere

    def require_all(self) -> None:
        """Refuse KeyOfOne when the token is for one community only."""
        if self.community is not None:
            raise KeyOfOne

    def require_no_limit(self) -> None:
        """Refuse KeyLimited when the token may pay only so much a day."""
        if self.budget is not None:
            raise KeyLimited


class ApiRequest(HttpRequest):
    """A request whose bearer is known."""

    auth: Caller
