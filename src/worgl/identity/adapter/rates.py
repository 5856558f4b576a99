"""allauth's limits on tries, counted where nothing evicts them.

allauth keeps the moments of tries in the cache: other entries push them out, and a database that is busy for a
second looks to it like too many tries. It has no setting for where it counts, so its functions that do are
exchanged for ours; its words for rates and its places where they are asked for stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest

from worgl.core import clock, counters
from worgl.core.limits import CODES_USED, Rate


@dataclass(frozen=True, slots=True)
class Use:
    """One try that was counted; allauth gives it back when the password was right."""

    rate: Rate
    who: str

    def rollback(self) -> None:
        """Uncount it."""
        counters.give_back(self.rate, self.who)


def consume(
    request: HttpRequest,
    *,
    app: str,
    action: str,
    rate: ratelimit.Rate,
    key: str | None = None,
    user: Any = None,  # noqa: ANN401 -- allauth's signature
    dry_run: bool = False,
    raise_exception: bool = False,
) -> Use | None:
    """Count a try and return it, None (or allauth's RateLimited) when it is one too many."""
    own, who = _counted(request, app=app, action=action, rate=rate, key=key, user=user)
    look = counters.wait_s if dry_run else counters.count_try
    if not look(own, who, now=clock.now()):
        return Use(own, who)
    if raise_exception:
        raise RateLimited
    return None


def clear(
    request: HttpRequest,
    *,
    app: str,
    action: str,
    config: dict[str, str] | None = None,
    key: str | None = None,
    user: Any = None,  # noqa: ANN401 -- allauth's signature
) -> None:
    """Count an account's tries anew, as after a right code; its network address only gets this one try back.

    Otherwise whoever guesses at others' passwords could sign in with their own between, and begin anew each time.
    """
    for rate in ratelimit.get_rates(app=app, action=action, config=config):
        own, who = _counted(request, app=app, action=action, rate=rate, key=key, user=user)
        forgive = counters.give_back if rate.per == "ip" else counters.forget
        forgive(own, who)


def _counted(
    request: HttpRequest,
    *,
    app: str,
    action: str,
    rate: ratelimit.Rate,
    key: str | None,
    user: Any,  # noqa: ANN401 -- allauth's signature
) -> tuple[Rate, str]:
    who = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key, user=user)
    name = f"{app.removeprefix('allauth.')}.{action}.{rate.per}"
    return Rate(name, rate.amount, int(rate.duration)), who


def mark_used(self: TOTP, code: str) -> bool:
    """Tell whether a right code of an app is used for the first time: it opens once."""
    who = f"{self.instance.user_id} {normalize_user_code(code)}"
    return not counters.count_try(CODES_USED, who, now=clock.now())


def install() -> None:
    """Let allauth count by these functions."""
    TOTP._mark_code_used = mark_used  # noqa: SLF001 -- allauth has no setting for it
    ratelimit._consume_single_rate = consume  # noqa: SLF001 -- allauth has no setting for it
    ratelimit.clear = clear
