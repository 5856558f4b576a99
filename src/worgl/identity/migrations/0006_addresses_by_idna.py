"""Both spellings of an internationalised domain are one address: those kept in their own letters are rewritten."""

import idna
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def rewrite(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write each address as it is kept now, unless it is somebody else's already or its domain is none."""
    for label, name in (("identity", "Person"), ("account", "EmailAddress")):
        rows = apps.get_model(label, name).objects.using(editor.connection.alias)
        for row in rows.filter(email__regex=r"[^ -~]").order_by("pk"):
            local, _at, domain = row.email.rpartition("@")
            try:
                email = f"{local}@{idna.encode(domain, uts46=True).decode()}"
            except idna.IDNAError:
                continue
            if not rows.filter(email=email).exists():
                rows.filter(pk=row.pk).update(email=email)


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("identity", "0005_consents_given"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop, elidable=True)]
