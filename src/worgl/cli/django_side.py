"""Starting Django, and finding what a command names: the database, a community, a member."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from worgl.cli.frame import SETTINGS

if TYPE_CHECKING:
    from worgl.communities.queries import Community, Member


_SHOWN = 50
"""Communities that are named where none, or more than one, was meant."""
OWN_FILES = 0o077
"""The bits that are never set on what is written: those of everybody but the owner."""
KEYS = "*.key"
"""Files of the data folder without which a restored database is not the same node.

The secret key seals sessions, links and second factors; the push key is what devices subscribed to; the key of the
provider signs what other sites believe. Whatever key is added to the folder goes along.
"""


def start() -> None:
    """Start Django with the operator's settings; refuses SettingsWrong. Needs no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    from worgl.cli.errors import SettingsWrong
    from worgl.core.memory import tune_gc

    # Whatever this process and those it starts write is for its own user: keys, databases, backups, exports.
    os.umask(OWN_FILES)
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError, OSError) as error:
        raise SettingsWrong(reason=error) from error
    tune_gc()
    guard_home()


def guard_home() -> None:
    """See that nobody else reads the data folder, whoever made it and whatever lies in it already."""
    from django.conf import settings

    home = Path(settings.HOME)
    for path, mode in ((home, 0o700), *((each, 0o600) for each in private_files(home))):
        with suppress(FileNotFoundError):
            found = path.stat()
            if found.st_uid == os.getuid() and found.st_mode & 0o077:
                path.chmod(mode)


def private_files(home: Path) -> list[Path]:
    """Return the files of a data folder that only its owner may read: keys, databases and their logs."""
    return sorted(path for pattern in ("*.key", "*.sqlite3*", "*.key.before-*") for path in home.glob(pattern))


def ready() -> None:
    """Start Django and see that the database is there and of this version; refuses NoPlace, NotSetUp, DatabaseNewer.

    A data folder that starting has made is taken away again: only `init`, `run`, `demo` and `restore` make one.
    """
    start()
    from django.conf import settings

    from worgl.cli.errors import NoPlace, NotSetUp

    if settings.HOME_IS_NEW:
        shutil.rmtree(settings.HOME)
        raise NoPlace(path=settings.HOME)

    path = sqlite_path()
    if path is not None and not path.exists():
        raise NotSetUp
    refuse_newer()
    if pending_migrations():
        raise NotSetUp


def refuse_newer() -> None:
    """Refuse DatabaseNewer when the database has steps that this version does not know."""
    from importlib import metadata

    from worgl.cli.errors import DatabaseNewer
    from worgl.core.databases import knock

    knock()
    unknown = sorted(set(applied_migrations()) - known_migrations())
    if unknown:
        raise DatabaseNewer(step=unknown[0], version=metadata.version("worgl"))


def sqlite_path() -> Path | None:
    """Return the database's file, None on PostgreSQL or in memory."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and ":memory:" not in name and "mode=memory" not in name
    return Path(name) if is_file else None


def pending_migrations() -> int:
    """Return how many migrations the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def applied_migrations() -> tuple[str, ...]:
    """Return the migrations the database has, as app.name."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return tuple(sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()))


def known_migrations() -> set[str]:
    """Return the migrations this version has."""
    from django.db.migrations.loader import MigrationLoader

    return {".".join(key) for key in MigrationLoader(None).disk_migrations}


def community_named(name: str) -> Community:
    """Return a community by the name in its address, or by its full name.

    Refuses CommunityUnknown, and CommunityAmbiguous where several have that full name.
    """
    from worgl.cli.errors import CommunityAmbiguous, CommunityUnknown
    from worgl.communities.queries import all_communities, communities_called

    found = communities_called(name)
    if len(found) > 1:
        raise CommunityAmbiguous(name=name, known=_listed(found))
    if found:
        return found[0]
    raise CommunityUnknown(name=name, known=_listed(all_communities(limit=_SHOWN + 1)) or "-")


def _listed(communities: Sequence[Community]) -> str:
    """Return the names in addresses of some communities, the first _SHOWN of them."""
    shown = [each.slug for each in communities[:_SHOWN]]
    return ", ".join([*shown, "…"] if len(communities) > _SHOWN else shown)


def member_named(community: Community, name: str) -> Member:
    """Return a member by code or by whole name; refuses MemberUnknown and says who is near it."""
    from worgl.cli.errors import MemberUnknown
    from worgl.communities.queries import members_by_codes, page_of_members
    from worgl.identity.rules import fold

    code = "".join(character for character in name.upper() if character.isalnum())
    known = members_by_codes(community=community.id, codes=[code])
    if code in known:
        return known[code]
    near = page_of_members(community=community.id, search=name, limit=20).items
    same = [member for member in near if fold(member.name) == fold(name)]
    if len(same) == 1:
        return same[0]
    found = ", ".join(f"{member.name} ({member.code})" for member in near)
    raise MemberUnknown(name=name, community=community.name, found=found)


def keys_in(folder: Path) -> list[Path]:
    """Return the keys that lie in a folder."""
    return sorted(path for path in folder.glob(KEYS) if path.is_file())
