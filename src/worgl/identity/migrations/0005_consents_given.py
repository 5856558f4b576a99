"""What sites hold tokens for was allowed to them: it is a consent from now on, which can be taken back."""

from __future__ import annotations

from collections import defaultdict

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def keep_consents(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Note a consent for each person and client with a token, to all scopes of theirs."""
    given: dict[tuple[object, str], set[str]] = defaultdict(set)
    since: dict[tuple[object, str], object] = {}
    tokens = apps.get_model("allauth_idp_oidc", "Token").objects.filter(user__isnull=False, client__isnull=False)
    for person, client, scopes, made_at in tokens.values_list(
        "user_id", "client_id", "scopes", "created_at"
    ).iterator():
        given[person, client].update(scopes.split("\n"))
        since.setdefault((person, client), made_at)
    consents = apps.get_model("identity", "Consent").objects
    for (person, client), scopes in given.items():
        values = {"scopes": sorted(scopes - {""}), "given_at": since[person, client]}
        consents.get_or_create(person_id=person, client_id=client, defaults=values)


class Migration(migrations.Migration):
    """Second step of consents."""

    dependencies = [("identity", "0004_consents")]
    operations = [migrations.RunPython(keep_consents, migrations.RunPython.noop)]
