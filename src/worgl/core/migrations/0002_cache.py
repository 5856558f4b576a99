"""The cache's table: rate limits hold across processes, so the cache lives in the database."""

from __future__ import annotations

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_cache_table(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the table of CACHES["default"]."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Second step of the core."""

    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
