"""Reads of keys."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, Q, QuerySet, UUIDField

from worgl.api import models
from worgl.api.errors import KeyUnknown
from worgl.api.rules import KEYS_MAX, KeyId, KeyView, read_token
from worgl.communities.rules import CommunityId
from worgl.core.prepared import Prepared, PreparedMany, param
from worgl.identity.rules import PersonId


def keys_of(person: PersonId, *, now: datetime) -> tuple[KeyView, ...]:
    """Return a person's keys that are good at a moment, newest first."""
    return tuple(_view(row) for row in good_keys(now).filter(person=person).order_by("-id")[:KEYS_MAX])


def key_of(person: PersonId, key: KeyId, *, now: datetime) -> KeyView:
    """Return one of a person's good keys; refuses KeyUnknown."""
    row = good_keys(now).filter(person=person, pk=key).first()
    if row is None:
        raise KeyUnknown
    return _view(row)


def key_by_token(token: str, *, now: datetime) -> KeyView | None:
    """Return the good key of a token, None when there is none or its person was switched off."""
    asked = read_token(token)
    if asked is None:
        return None
    prefix, digest = asked
    row = _BY_PREFIX.first(prefix=prefix, now=now)
    return _view(row) if row is not None and hmac.compare_digest(bytes(row.secret_hash), digest) else None


def good_among(keys: Iterable[KeyId], *, now: datetime) -> frozenset[KeyId]:
    """Return which of the keys are good at a moment and their persons not switched off, in one look-up."""
    return frozenset(KeyId(own) for (own,) in _GOOD_AMONG.rows(list(set(keys)), now=now))


def good_keys(now: datetime) -> QuerySet[models.PersonalKey]:
    """Return the rows of keys neither expired nor taken back; for this domain's own rooms."""
    return _good().filter(expires_at__gt=now)


def _good() -> QuerySet[models.PersonalKey]:
    """Return the keys that were not taken back, nor made before their persons' access was secured anew."""
    is_after = Q(person__secured_at__isnull=True) | Q(person__secured_at__lt=F("created_at"))
    return models.PersonalKey.objects.filter(is_after, revoked_at__isnull=True).select_related("community")


def _open_doors() -> QuerySet[models.PersonalKey]:
    return _good().filter(expires_at__gt=param("now", DateTimeField()), person__is_active=True)


_BY_PREFIX = Prepared(lambda: _open_doors().filter(prefix=param("prefix", CharField())))
_GOOD_AMONG: PreparedMany[tuple[Any, ...]] = PreparedMany(
    UUIDField(), lambda keys: _open_doors().filter(pk__in=keys).values_list("pk")
)


def _view(row: models.PersonalKey) -> KeyView:
    return KeyView(
        id=KeyId(row.pk),
        person=PersonId(row.person_id),
        name=row.name,
        prefix=row.prefix,
        scopes=frozenset(row.scopes),
        community=CommunityId(row.community_id) if row.community_id else None,
        community_name=row.community.name if row.community else "",
        day_limit_minor=row.day_limit_minor,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
    )
