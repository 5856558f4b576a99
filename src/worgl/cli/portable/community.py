"""A community out and in: which tables there are, in which order they depend on each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction

from worgl.cli.errors import CommunityExists, ExportRefused
from worgl.cli.portable.directory import Manifest, Reader, Writer
from worgl.communities import portability as communities
from worgl.communities.errors import CommunityUnknown
from worgl.communities.queries import Community, community_by_slug
from worgl.communities.queries import community as community_of
from worgl.communities.rules import CommunityId
from worgl.core.domains import tables
from worgl.core.moment import one_view
from worgl.core.portability import read_back, written
from worgl.identity import portability as identity
from worgl.ledger import portability as ledger

Told = Callable[[int, int], None]
_WITH_BOOK = frozenset({"community", "currency"})


def export(community: Community, target: Path, *, told: Told) -> Manifest:
    """Write a community as it stands at one moment into a new directory."""
    writer = Writer(target)
    try:
        with one_view():
            _write(community, writer, told)
        return writer.finish(community=str(community.id), slug=community.slug, name=community.name)
    finally:
        writer.give_up()


def _write(community: Community, writer: Writer, told: Told) -> None:
    total = 2 + len(ledger.HEADERS) + len(tables())
    writer.add(identity.PEOPLE, identity.HEADER, identity.export_rows(communities.persons(community.id)))
    faces = identity.pictures_written(communities.shown_persons(community.id))
    writer.add(identity.PICTURES, identity.PICTURES_HEADER, faces)
    told(2, total)
    for name, header in ledger.HEADERS.items():
        writer.add(name, header, ledger.export_rows(name, community.book))
        told(len(writer.files), total)
    for table in tables():
        writer.add(table.name, table.header(), written(table, community.id))
        told(len(writer.files), total)


def import_community(folder: Path, *, now: datetime, told: Told) -> Manifest:
    """Write a directory's community into this database, all in one transaction.

    Refuses ExportRefused, CommunityExists, RowRefused; then nothing was written.
    """
    reader = Reader(folder)
    community = _refuse_known(reader)
    total = 2 + len(tables())
    try:
        with transaction.atomic():
            renamed = identity.read_back(reader.rows(identity.PEOPLE, identity.HEADER))
            faces = reader.rows(identity.PICTURES, identity.PICTURES_HEADER)
            identity.read_pictures_back(faces, renamed=renamed)
            told(1, total)
            ledgers = {name: reader.rows(name, header) for name, header in ledger.HEADERS.items()}
            book = ledger.read_back(
                accounts=ledgers[ledger.ACCOUNTS],
                transfers=ledgers[ledger.TRANSFERS],
                refused=ledgers[ledger.REFUSED],
                now=now,
            )
            for done, table in enumerate(tables(), start=2):
                told(done, total)
                filled = {"book": book} if table.name in _WITH_BOOK else {}
                rows = reader.rows(table.name, table.header())
                read_back(table, rows, community=community, filled=filled, renamed=renamed)
    except IntegrityError as error:
        said = str(error).strip().partition("\n")[0]
        raise ExportRefused(directory=folder, reason=f"its rows do not fit this database ({said})") from error
    told(total, total)
    return reader.manifest


def _refuse_known(reader: Reader) -> CommunityId:
    """Return the community's id; refuses CommunityExists when it, or one of its address, is here."""
    try:
        community = CommunityId(UUID(reader.manifest.community))
    except ValueError:
        raise ExportRefused(directory=reader.folder, reason="its manifest names no community") from None
    if _is_here(lambda: community_of(community)) or _is_here(lambda: community_by_slug(reader.manifest.slug)):
        raise CommunityExists(name=reader.manifest.slug)
    return community


def _is_here(find: Callable[[], Community]) -> bool:
    try:
        find()
    except CommunityUnknown:
        return False
    return True
