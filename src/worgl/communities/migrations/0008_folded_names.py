"""Names are found however they are written: the form in which searches compare them is made anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from worgl.identity.rules import fold

_AT_ONCE = 1_000


def fold_anew(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write the folded form of each name whose form has changed."""
    members = apps.get_model("communities", "Member").objects.using(editor.connection.alias)
    changed = []
    for row in members.only("pk", "name", "folded_name").order_by("pk").iterator(chunk_size=_AT_ONCE):
        folded = fold(row.name)
        if folded != row.folded_name:
            row.folded_name = folded
            changed.append(row)
        if len(changed) == _AT_ONCE:
            members.bulk_update(changed, ["folded_name"])
            changed.clear()
    members.bulk_update(changed, ["folded_name"])


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("communities", "0007_seals")]
    operations = [migrations.RunPython(fold_anew, migrations.RunPython.noop, elidable=True)]
