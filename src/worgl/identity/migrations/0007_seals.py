"""Operators, clients and consents are sealed from now on, as they are."""

from __future__ import annotations

from hashlib import blake2b
from uuid import UUID

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from worgl.core.sealing import seal_cells, seal_present

CONSENT = ("id", "person_id", "client_id", "scopes", "given_at", "ended_at")
CLIENT = ("id", "secret", "type", "scopes", "grant_types", "redirect_uris", "owner_id", "skip_consent")
"""What is sealed, as of this step."""


def _key(own: str) -> UUID:
    try:
        return UUID(hex=own)
    except ValueError:
        return UUID(bytes=blake2b(own.encode(), digest_size=16).digest())


def seal_all(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Seal the rows as they stand."""
    person, consent = apps.get_model("identity", "Person"), apps.get_model("identity", "Consent")
    seal_present(person, "operator", columns=("id", "is_staff"), community="", among=Q(is_staff=True))
    seal_present(consent, "consent", columns=CONSENT, community="")
    clients = {_key(row["id"]): row for row in apps.get_model("allauth_idp_oidc", "Client").objects.values()}
    seal_cells("client:0", ((key, *(clients[key][name] for name in CLIENT)) for key in sorted(clients)))


class Migration(migrations.Migration):
    """Seals for the rows that were written before there were any."""

    dependencies = (("identity", "0006_addresses_by_idna"), ("core", "0004_seals"))
    operations = (migrations.RunPython(seal_all, migrations.RunPython.noop),)
