"""Keeping: `backup`, `restore`, and the drill that proves a backup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worgl.cli import django_side, voice

if TYPE_CHECKING:
    from worgl.cli.archive import Manifest
    from worgl.cli.databases import Keeper

RESTORING = ".restoring-"
"""Prefix of the folder into which a backup is unpacked."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(backup)
    app.command()(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it, such as worgl-2026-11-01.tar.gz.")],
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
    drill: Annotated[
        bool, typer.Option("--drill", help="Restore it in a temporary place and check the books there.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Write the database and the keys into one file, while worgl runs. Who reads it reads everything."""
    django_side.ready()
    from django.utils.translation import gettext as _

    from worgl.cli.errors import NotEmpty

    if file.exists() and not replace:
        raise NotEmpty(path=file, advice=_("Choose another name, or write over it with --replace."))
    manifest = _write(file)
    if drill:
        from worgl.cli.drill import rehearse

        rehearse(file)
    if json:
        voice.show_json({"file": str(file), "bytes": file.stat().st_size, "drilled": drill, "manifest": manifest})
        return
    voice.say(_("{file}: {size:,} bytes.").format(file=file, size=file.stat().st_size))
    _tell_of_settings()
    if drill:
        voice.say(_("It was restored in a temporary place and its books are right."))


def _write(file: Path) -> Manifest:
    from django.conf import settings

    from worgl.cli import archive
    from worgl.cli.databases import keeper
    from worgl.cli.databases.files import passing_folder

    kept = keeper()
    with passing_folder(".backup-", beside=settings.HOME) as folder:
        copy = folder / kept.part
        kept.copy(copy)
        files = {kept.part: copy}
        files |= {path.name: path for path in django_side.keys_in(settings.HOME)}
        manifest = _manifest(kept, files)
        archive.pack(file, manifest, files)
    return manifest


def _tell_of_settings() -> None:
    """Say which keys are settings: who restores on another machine needs them there as well."""
    from django.utils.translation import gettext as _

    for name in _keys_in_settings():
        voice.note(_("{name} is a setting and is not in the backup: keep it apart.").format(name=name))


def _keys_in_settings() -> Iterator[str]:
    from django.conf import settings

    secret = settings.HOME / "secret.key"
    if not secret.exists() or secret.read_text(encoding="utf-8").strip() != settings.SECRET_KEY:
        yield "WORGL_SECRET_KEY"
    if settings.PUSH_KEY:
        yield "WORGL_PUSH_KEY"


def _manifest(kept: Keeper, files: dict[str, Path]) -> Manifest:
    from importlib import metadata

    from worgl.cli import archive
    from worgl.core import clock

    return archive.Manifest(
        format=archive.FORMAT,
        version=metadata.version("worgl"),
        engine=kept.engine,
        made_at=clock.now().isoformat(timespec="seconds"),
        migrations=django_side.applied_migrations(),
        parts=tuple(archive.part_of(name, path) for name, path in files.items()),
    )


def restore(
    file: Annotated[Path, typer.Argument(help="A file that “worgl backup” wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a database that holds a community; it is kept aside.")
    ] = False,
) -> None:
    """Put a backup in place of an empty database. Stop worgl first; stopped half-way, it can be started again."""
    django_side.start()
    from django.utils.translation import gettext as _

    from worgl.cli.databases import is_empty, keeper
    from worgl.cli.errors import TargetNotEmpty
    from worgl.core.databases import knock

    # One that cannot be reached would count as full.
    knock()
    kept = keeper()
    if not replace and not _is_new() and not is_empty():
        raise TargetNotEmpty(target=kept.target())
    aside = _put_back(file, kept)
    django_side.guard_home()
    voice.say(_("{file} is restored.").format(file=file))
    if aside:
        voice.say(_("What was there before is kept: {aside}.").format(aside=aside))
    voice.note(_("“worgl init” brings it up to this version when it is older; “worgl check” audits its books."))


def _is_new() -> bool:
    """Tell whether there is no database file yet; looking into it would make one."""
    path = django_side.sqlite_path()
    return path is not None and not path.exists()


def _put_back(file: Path, kept: Keeper) -> str | None:
    """Verify everything first; the keys go in place before the database, whose rename is the last step.

    So a restore that was killed finds, when it is started again, the same target as before.
    """
    from worgl.cli import archive
    from worgl.cli.databases.files import passing_folder

    # On the database's own disk, so that the last step is a rename.
    with passing_folder(RESTORING, beside=kept.folder()) as folder:
        manifest = archive.unpack(file, folder)
        _check_fits(manifest, kept, file)
        kept.verify(folder / kept.part)
        for key in django_side.keys_in(folder):
            _put_key_back(key)
        return kept.put_in_place(folder / kept.part)


def _check_fits(manifest: Manifest, kept: Keeper, file: Path) -> None:
    """Refuse a backup of another kind of database, or of a later version of worgl."""
    from worgl.cli.errors import BackupRefused

    if manifest.engine != kept.engine:
        reason = f"it is a backup of {manifest.engine}, and this database is {kept.engine}"
        raise BackupRefused(file=file.name, reason=reason)
    unknown = set(manifest.migrations) - django_side.known_migrations()
    if unknown:
        reason = f"it was made by a later version of worgl ({manifest.version}); install that one first"
        raise BackupRefused(file=file.name, reason=reason)


def _put_key_back(key: Path) -> None:
    from django.conf import settings

    from worgl.cli.databases.files import copy_durably, keep_aside

    place = settings.HOME / key.name
    if place.exists() and place.read_bytes() == key.read_bytes():
        return
    if place.exists():
        keep_aside(place)
    copy_durably(key, place)
