"""Authentication: the bearer of a key, as often as the window allows."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from worgl.api import commands, queries
from worgl.api.rules import WINDOW_S, KeyId, KeyView, RateLimit, rate_limit
from worgl.core import clock
from worgl.core.databases import is_away
from worgl.core.later import later
from worgl.core.rest import Caller, Scope, TokenUnknown, TooMany
from worgl.identity.pages import visitor_address
from worgl.identity.queries import bearer

KNOWN_MAX = 10_000
"""Keys that are remembered."""
ADDRESS_SLOTS = 65_536
"""Counters for network addresses that bear no good key; two addresses may share one, and nobody can choose which."""
REMEMBERED_S = commands.USE_NOTED_EVERY.total_seconds()
"""A key is looked up again after so long; only then its use is noted."""


class Windows:
    """How many requests this process has had in the present window, by name.

    Counted in memory, because a table would make each read wait for a write. Nothing pushes a name out: all are
    forgotten together when the window turns. Names of good keys are as many as there are keys; what bears none is
    counted by one of ADDRESS_SLOTS. Server processes count for themselves: the rate guards each of them from being
    kept busy by one caller, and `n` of them take up to `n` times as much. No secret is guarded by it: keys have 256
    random bits.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._clock = clock
        self._since = -1
        self._counts: dict[str, int] = {}

    def count(self, name: str, *, limit: int) -> RateLimit:
        """Count a request under a name."""
        at = int(self._clock())
        since = at - at % WINDOW_S
        with self._lock:
            if since != self._since:
                self._since, self._counts = since, {}
            requests = self._counts[name] = self._counts.get(name, 0) + 1
        return rate_limit(requests, limit=limit, at=at)

    def __len__(self) -> int:
        """Return how many names are counted now."""
        return len(self._counts)


_windows = Windows()


class _Met:
    """The keys that were good within the last minute, by a hash of their tokens; each process has met its own.

    What a key may do never changes after it is made; that it is taken back or expires, `good_among` finds out.
    """

    def __init__(self) -> None:
        self._keys: dict[bytes, tuple[KeyView, float]] = {}

    def remember(self, token: str, key: KeyView) -> None:
        """Remember a key that was looked up; one with a limit is not remembered."""
        if key.day_limit_minor is None:
            if len(self._keys) >= KNOWN_MAX:
                self._keys.clear()
            self._keys[_digest(token)] = key, time.monotonic() + REMEMBERED_S

    def recall(self, token: str) -> KeyView | None:
        """Return the key of a token, None when it was not met or too long ago."""
        key, until = self._keys.get(_digest(token), (None, 0.0))
        return key if time.monotonic() < until else None

    def forget(self, keys: AbstractSet[KeyId]) -> None:
        """Forget keys that are no longer good."""
        if keys:
            self._keys = {digest: pair for digest, pair in list(self._keys.items()) if pair[0].id not in keys}


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


_met = _Met()


class CountedRequest(HttpRequest):
    """A request that was counted."""

    rate_limit: RateLimit


def caller_of(request: HttpRequest) -> Caller:
    """Return the bearer of the request's token: a key of one's own, or an access token a client was given.

    Good keys are counted by key; what bears none is counted by address, so that guessing is slow. Refuses TokenUnknown,
    TooMany.
    """
    return _looked_up(request, _token_of(request))


def recalled_caller(request: HttpRequest) -> Caller:
    """Return the bearer as `caller_of` does, a key that was good within the last minute without looking it up again.

    The caller is then `recalled`, and good only if `good_among` says so. Keys with a limit are always looked up.
    """
    token = _token_of(request)
    found = _met.recall(token)
    if found is None:
        return _looked_up(request, token)
    _admit(request, f"key {found.id}", limit=settings.API_REQUESTS_A_MINUTE)
    return Caller(found.person, frozenset(map(Scope, found.scopes)), found.community, recalled=found.id)


def good_among(keys: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of the keys are good now; the others are forgotten."""
    asked = {KeyId(own) for own in keys}
    good = queries.good_among(asked, now=clock.now())
    _met.forget(asked - good)
    return frozenset(good)


def slot_of(address: str) -> str:
    """Return the name an address is counted by; Python draws the key of its hash anew for each server."""
    return f"address {hash(address) % ADDRESS_SLOTS}"


def _token_of(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _looked_up(request: HttpRequest, token: str) -> Caller:
    found = queries.key_by_token(token, now=clock.now()) if token else None
    granted = bearer(token) if token and found is None else None
    if granted is not None:
        _admit(request, f"client {granted.client} {granted.person}", limit=settings.API_REQUESTS_A_MINUTE)
        # What signs people in (openid, profile, email) lets a client do nothing here.
        return Caller(granted.person, frozenset(Scope(name) for name in granted.scopes & set(Scope)))
    if found is None:
        _admit(request, slot_of(visitor_address(request)), limit=settings.API_GUESSES_A_MINUTE)
        raise TokenUnknown
    _admit(request, f"key {found.id}", limit=settings.API_REQUESTS_A_MINUTE)
    _met.remember(token, found)
    return _caller(found)


def _admit(request: HttpRequest, name: str, *, limit: int) -> None:
    state = _windows.count(name, limit=limit)
    cast("CountedRequest", request).rate_limit = state
    if not state.is_allowed:
        raise TooMany(seconds=state.reset_s)


def _note_use(found: KeyView, now: datetime) -> None:
    """Note when a key was used; a database that can only be read is no reason to refuse a read."""
    try:
        commands.note_use(found.id, now=now)
    except DatabaseError as error:
        if not is_away(error):
            raise


def _caller(found: KeyView) -> Caller:
    now = clock.now()
    if found.last_used_at is None or now - found.last_used_at > commands.USE_NOTED_EVERY:
        later(("key", found.id), lambda: _note_use(found, now))
    budget = None if found.day_limit_minor is None else commands.KeyBudget(found.id)
    return Caller(found.person, frozenset(map(Scope, found.scopes)), found.community, budget)
