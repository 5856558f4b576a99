"""Writes of keys: make, take back, note their use, count what they spend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from worgl.api import models
from worgl.api.errors import KeyLimitReached, KeysOften, KeyUnknown, TooManyKeys
from worgl.api.queries.keys import good_keys
from worgl.api.rules import (
    KEYS_MAX,
    KeyId,
    MadeKey,
    check_days,
    check_limit,
    check_scopes,
    secret_hash,
    token_of,
)
from worgl.api.seals import KEY, SPENDING
from worgl.communities import queries as communities
from worgl.communities.errors import NotAMember
from worgl.communities.rules import CommunityId
from worgl.core import counters
from worgl.core.commands import IdempotencyKey, command
from worgl.core.ids import new_id
from worgl.core.limits import KEYS_MADE
from worgl.core.rest.caller import Scope
from worgl.core.sealing import seal
from worgl.currency.queries import currency_of
from worgl.currency.queries.policy import local_date
from worgl.currency.rules import amount_words
from worgl.identity.queries import person as person_of
from worgl.identity.rules import PersonId, clean_name

USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Made:
    """What the command records as its answer: no token."""

    id: KeyId
    expires_at: datetime


def make_key(
    *,
    actor: PersonId,
    name: str,
    scopes: Sequence[str],
    community: CommunityId | None,
    day_limit_minor: int | None,
    days: int,
    key: IdempotencyKey,
    now: datetime,
) -> MadeKey:
    """Make a key that acts for the actor; its token is told here and nowhere else.

    Repeated with the same key it gives the same token. Refuses PersonUnknown, InvalidName, InvalidKey,
    NotAMember, TooManyKeys, KeysOften.
    """
    made = _make_key(
        actor=actor,
        name=name,
        scopes=list(scopes),
        community=community,
        day_limit_minor=day_limit_minor,
        days=days,
        key=key,
        now=now,
    )
    return MadeKey(made.id, _token(made.id), made.expires_at)


def _token(own: KeyId) -> str:
    """Derive a token from the node's secret, so that neither the table nor the recorded answer contains it."""
    return token_of(_prefix(own), salted_hmac("worgl.api.key", own.hex, algorithm="sha256").digest())


def _prefix(own: KeyId) -> str:
    return salted_hmac("worgl.api.prefix", own.hex, algorithm="sha256").hexdigest()[:12]


@command
def _make_key(
    *,
    actor: PersonId,
    name: str,
    scopes: Sequence[str],
    community: CommunityId | None,
    day_limit_minor: int | None,
    days: int,
    key: IdempotencyKey,
    now: datetime,
) -> _Made:
    owner, chosen = person_of(actor), check_scopes(scopes, offered=tuple(Scope))
    limit = check_limit(day_limit_minor, community=community, can_pay=Scope.PAY in chosen)
    if community is not None and community not in {town.id for town, _member in communities.communities_of(actor)}:
        raise NotAMember
    wait = counters.count_act(KEYS_MADE, owner.id, now=now)
    if wait:
        raise KeysOften(limit=KEYS_MADE.most, seconds=wait)
    if good_keys(now).filter(person=owner.id).count() >= KEYS_MAX:
        raise TooManyKeys(limit=KEYS_MAX)
    made = _Made(KeyId(new_id()), now + timedelta(days=check_days(days)))
    row = models.PersonalKey.objects.create(
        id=made.id,
        person_id=owner.id,
        community_id=community,
        name=clean_name(name),
        prefix=_prefix(made.id),
        secret_hash=secret_hash(_token(made.id).rpartition(f"{_prefix(made.id)}_")[2]),
        scopes=[str(scope) for scope in chosen],
        day_limit_minor=limit,
        created_at=now,
        expires_at=made.expires_at,
    )
    seal(KEY, [row])
    return made


@command
def revoke_key(*, actor: PersonId, personal_key: KeyId, key: IdempotencyKey, now: datetime) -> None:
    """Take back one of the actor's keys, from this moment on; done twice it changes nothing. Refuses KeyUnknown."""
    rows = models.PersonalKey.objects.filter(pk=personal_key, person=actor)
    if not rows.exists():
        raise KeyUnknown
    if rows.filter(revoked_at__isnull=True).update(revoked_at=now):
        seal(KEY, rows)


def note_use(personal_key: KeyId, *, now: datetime) -> None:
    """Note that a key was used; to the minute, so that a busy key is not written again and again."""
    rows = models.PersonalKey.objects.filter(pk=personal_key)
    rows.filter(Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED_EVERY)).update(last_used_at=now)


@dataclass(frozen=True, slots=True)
class KeyBudget:
    """What a key with a limit may still pay today."""

    personal_key: KeyId

    def take(self, *, community: UUID, minor: int, now: datetime) -> None:
        """Count what the caller's transaction spends, by a guarded update. Refuses KeyLimitReached."""
        _count(self.personal_key, CommunityId(community), minor, now=now)


def _count(personal_key: KeyId, community: CommunityId, minor: int, *, now: datetime) -> None:
    row = models.PersonalKey.objects.get(pk=personal_key, day_limit_minor__isnull=False)
    limit = row.day_limit_minor
    assert limit is not None
    today = local_date(now, communities.community(community).zone)
    models.KeySpending.objects.get_or_create(key=row, day=today)
    own = models.KeySpending.objects.filter(key=row, day=today)
    if not own.filter(spent_minor__lte=limit - minor).update(spent_minor=F("spent_minor") + minor):
        free = max(0, limit - own.values_list("spent_minor", flat=True).get())
        raise KeyLimitReached(
            free=_written(community, free), free_minor=free, limit=_written(community, limit), limit_minor=limit
        )
    seal(SPENDING, own)


def _written(community: CommunityId, minor: int) -> str:
    currency, mark = currency_of(community), communities.community(community).decimal_mark
    return amount_words(minor, exponent=currency.exponent, name=currency.name, decimal_mark=mark)
