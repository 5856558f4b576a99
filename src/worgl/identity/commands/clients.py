"""Clients, what people allow them, and the codes and tokens that come of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from allauth.idp.oidc.models import Client, Token
from django.db import transaction
from django.utils.translation import gettext as _

from worgl.core.commands import IdempotencyKey, command
from worgl.core.sealing import seal, seal_cells, waive, waive_keys
from worgl.identity.errors import ClientRefused, ClientUnknown, PersonUnknown
from worgl.identity.models import Consent, Grant, Person
from worgl.identity.rules import (
    GRANT_ID_LENGTH,
    ClientKind,
    NewClient,
    PersonId,
    clean_name,
    clean_redirect_uri,
    clean_scopes,
)
from worgl.identity.seals import CLIENT, CONSENT, client_cells, client_keys

CODE_LASTS = timedelta(minutes=1)
REFRESH_LASTS = timedelta(days=180)
"""A refresh token that is not used for so long is over."""
SWEPT_AT_ONCE = 1_000


def add_client(
    *,
    name: str,
    kind: ClientKind,
    redirect_uris: Sequence[str],
    scopes: Sequence[str],
    owner: PersonId | None,
    after_sign_out: Sequence[str] = (),
    now: datetime,
) -> NewClient:
    """Register a site, an app or a machine that may ask for access tokens; for the operator.

    `after_sign_out` are the addresses it may have people sent to when it has signed them out. Refuses
    ClientRefused, InvalidName, PersonUnknown. Of the secret only a hash is kept.
    """
    addresses = [clean_redirect_uri(address, kind=kind) for address in redirect_uris]
    is_machine = kind is ClientKind.MACHINE
    if is_machine == bool(addresses):
        reason = _("A machine sends nobody back, a site or an app needs an address people are sent back to.")
        raise ClientRefused(field="redirect", reason=reason)
    if is_machine != (owner is not None):
        raise ClientRefused(field="owner", reason=_("A machine acts for its owner, and nothing else has one."))
    if owner is not None and not Person.objects.filter(pk=owner, is_active=True).exists():
        raise PersonUnknown
    row = Client(name=clean_name(name), owner_id=owner, created_at=now, response_types=Client.ResponseType.CODE)
    row.type = Client.Type.PUBLIC if kind is ClientKind.APP else Client.Type.CONFIDENTIAL
    row.set_redirect_uris(addresses)
    if after_sign_out:
        row.set_post_logout_redirect_uris([clean_redirect_uri(one, kind=kind) for one in after_sign_out])
    row.set_scopes(list(clean_scopes(scopes)))
    row.set_grant_types(
        [Client.GrantType.CLIENT_CREDENTIALS]
        if is_machine
        else [Client.GrantType.AUTHORIZATION_CODE, Client.GrantType.REFRESH_TOKEN]
    )
    secret = "" if kind is ClientKind.APP else secrets.token_urlsafe(32)
    row.set_secret(secret or secrets.token_urlsafe(32))
    with transaction.atomic():
        row.save(force_insert=True)
        seal_cells(CLIENT, client_cells([row]))
    return NewClient(row.pk, secret)


def remove_client(*, client: str) -> None:
    """Remove a client with all its tokens; for the operator. Refuses ClientUnknown."""
    with transaction.atomic():
        rows = list(Client.objects.select_for_update().filter(pk=client))
        if not rows:
            raise ClientUnknown(client=client)
        waive(CONSENT, Consent.objects.filter(client_id=client))
        waive_keys(CLIENT, client_keys(rows))
        rows[0].delete()


def allow_client(*, person: PersonId, client: str, scopes: Sequence[str], now: datetime) -> None:
    """Note that a person has allowed a client some scopes, besides those they allow it already."""
    with transaction.atomic():
        fresh = {"scopes": sorted(set(scopes)), "given_at": now}
        row, is_new = Consent.objects.select_for_update().get_or_create(
            person_id=person, client_id=client, defaults=fresh
        )
        if not is_new:
            kept = row.scopes if row.ended_at is None else []
            row.scopes, row.given_at, row.ended_at = sorted({*kept, *scopes}), now, None
            row.save()
        seal(CONSENT, [row])


@command
def disconnect_client(*, actor: PersonId, client: str, key: IdempotencyKey, now: datetime) -> None:
    """Take back what one has allowed a client: its codes and tokens work no more. Refuses ClientUnknown."""
    rows = Consent.objects.filter(person_id=actor, client_id=client)
    # First the consent: who makes tokens of it at this moment holds it until they are made, then they end here.
    if not rows.filter(ended_at__isnull=True).update(ended_at=now):
        raise ClientUnknown(client=client)
    seal(CONSENT, rows)
    end_grants(person=actor, client=client, now=now)


def end_access(*, person: PersonId, now: datetime) -> None:
    """End all that acts for a person without signing in: consents, tokens, keys. For the caller's transaction."""
    Person.objects.filter(pk=person).update(secured_at=now)
    consents = Consent.objects.filter(person_id=person)
    if consents.filter(ended_at__isnull=True).update(ended_at=now):
        seal(CONSENT, consents)
    Grant.objects.filter(person_id=person, ended_at__isnull=True).update(ended_at=now)
    Token.objects.filter(user_id=person).delete()
    Token.objects.filter(client__owner_id=person, user__isnull=True).delete()


def end_grants(*, person: PersonId, client: str, now: datetime) -> None:
    """End all codes and tokens a client has for a person; what they allow it stays. For the caller's transaction."""
    Grant.objects.filter(person_id=person, client_id=client, ended_at__isnull=True).update(ended_at=now)
    Token.objects.filter(user_id=person, client_id=client).delete()


def begin_grant(
    *, person: PersonId, client: str, code: str | None, terms: Mapping[str, object], now: datetime
) -> Grant:
    """Begin a family of tokens, with the code for its first ones."""
    return Grant.objects.create(
        id=secrets.token_hex(GRANT_ID_LENGTH // 2),
        person_id=person,
        client_id=client,
        code_hash=None if code is None else hashed(code),
        terms=dict(terms),
        made_at=now,
        code_until=now + CODE_LASTS,
        kept_until=now + REFRESH_LASTS,
    )


def end_grant(grant: Grant, *, now: datetime) -> None:
    """End one family: what it is made of has been used twice, so somebody has it who should not."""
    Grant.objects.filter(pk=grant.pk, ended_at__isnull=True).update(ended_at=now)
    Token.objects.filter(user_id=grant.person_id, client_id=grant.client_id, data__grant=grant.pk).delete()


def locked_grant(*, now: datetime, **known_by: str) -> Grant | None:
    """Return a grant that has not ended and whose consent lives, locked with it; None when there is none."""
    row = Grant.objects.filter(**known_by, ended_at__isnull=True, person__is_active=True).first()
    if row is None or not _locks_consent(row):
        return None
    return Grant.objects.select_for_update().filter(pk=row.pk, ended_at__isnull=True, kept_until__gt=now).first()


def _locks_consent(row: Grant) -> bool:
    rows = Consent.objects.select_for_update().filter(person_id=row.person_id, client_id=row.client_id)
    return rows.filter(ended_at__isnull=True).first() is not None


def hashed(code: str) -> str:
    """Return what is kept of a code; it has 180 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(code.encode()).hexdigest()


def sweep_grants(*, now: datetime) -> int:
    """Delete grants and tokens whose time is over, up to SWEPT_AT_ONCE of each; returns how many."""
    swept = 0
    for over in (Grant.objects.filter(kept_until__lte=now), Token.objects.expired()):
        pks = list(over.values_list("pk", flat=True)[:SWEPT_AT_ONCE])
        swept += over.model._default_manager.filter(pk__in=pks).delete()[0]  # noqa: SLF001 -- Django's own word for it
    return swept
