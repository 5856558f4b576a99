"""Who comes in: the bearer of a key, as often as the window allows."""

from __future__ import annotations

import threading
import time
from typing import cast

from django.conf import settings
from django.http import HttpRequest

from worgl.api import commands, queries
from worgl.api.rules import Count, KeyView, Standing, counted
from worgl.core import clock
from worgl.core.rest import Caller, Scope, TokenUnknown, TooMany
from worgl.identity.queries import bearer

KNOWN_MAX = 10_000
"""Windows kept; when there are more, those that are over are dropped."""


class _Windows:
    """The windows of this process: workers count for themselves, so `n` of them let through up to `n` times as much."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, Count] = {}

    def count(self, name: str, *, limit: int) -> Standing:
        """Count a request under a name."""
        at = int(time.monotonic())
        with self._lock:
            if len(self._counts) > KNOWN_MAX:
                newest = max(count.since for count in self._counts.values())
                self._counts = {own: count for own, count in self._counts.items() if count.since == newest}
            self._counts[name], standing = counted(self._counts.get(name), limit=limit, at=at)
        return standing


_windows = _Windows()


class CountedRequest(HttpRequest):
    """A request that was counted."""

    standing: Standing


def caller_of(request: HttpRequest) -> Caller:
    """Return the bearer of the request's token: a key of one's own, or an access token a client was given.

    Good keys are counted by key; what bears none is counted by address, so that guessing is slow. Refuses TokenUnknown,
    TooMany.
    """
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip() if kind.lower() == "bearer" else ""
    found = queries.key_by_token(token, now=clock.now()) if token else None
    granted = bearer(token) if token and found is None else None
    if granted is not None:
        _admit(request, f"client {granted.client} {granted.person}", limit=settings.API_REQUESTS_A_MINUTE)
        # What signs people in (openid, profile, email) lets a client do nothing here.
        return Caller(granted.person, frozenset(Scope(name) for name in granted.scopes & set(Scope)))
    if found is None:
        _admit(request, f"address {request.META.get('REMOTE_ADDR', '')}", limit=settings.API_GUESSES_A_MINUTE)
        raise TokenUnknown
    _admit(request, f"key {found.id}", limit=settings.API_REQUESTS_A_MINUTE)
    return _caller(found)


def _admit(request: HttpRequest, name: str, *, limit: int) -> None:
    standing = _windows.count(name, limit=limit)
    cast("CountedRequest", request).standing = standing
    if not standing.is_allowed:
        raise TooMany(seconds=standing.reset_s)


def _caller(found: KeyView) -> Caller:
    now = clock.now()
    if found.last_used_at is None or now - found.last_used_at > commands.USE_NOTED_EVERY:
        commands.note_use(found.id, now=now)
    budget = None if found.day_limit_minor is None else commands.KeyBudget(found.id)
    return Caller(found.person, frozenset(map(Scope, found.scopes)), found.community, budget)
