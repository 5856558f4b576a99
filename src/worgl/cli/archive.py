"""The backup file: a gzip tar whose first member, the manifest, names every other with size and SHA-256."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter

from worgl.cli.databases.files import rename_durably
from worgl.cli.errors import BackupRefused
from worgl.core.jsons import NamedTwice, read_json

MANIFEST = "manifest.json"
FORMAT = "worgl backup 1"
MANIFEST_MAX = 1 << 20
_CHUNK = 1 << 20
_LEVEL = 3
"""Compression: higher levels take three times as long for a tenth less."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    format: str
    version: str
    engine: str
    made_at: str
    migrations: tuple[str, ...]
    """The steps that made the database's tables: a worgl that knows all of them can use it."""
    parts: tuple[Part, ...]


def part_of(name: str, path: Path) -> Part:
    """Return a file's entry in the manifest."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return Part(name, path.stat().st_size, digest.hexdigest())


def pack(target: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write a backup, readable by its owner only, whole or not at all."""
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600, exist_ok=False)
    try:
        with tarfile.open(part, "w:gz", compresslevel=_LEVEL) as tar:
            _add(tar, MANIFEST, json.dumps(asdict(manifest), indent=2).encode())
            for each in manifest.parts:
                _add_file(tar, each.name, files[each.name])
        rename_durably(part, target)
    finally:
        part.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = _entry(name, len(content))
    tar.addfile(entry, io.BytesIO(content))


def _add_file(tar: tarfile.TarFile, name: str, path: Path) -> None:
    with path.open("rb") as file:
        tar.addfile(_entry(name, path.stat().st_size), file)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def unpack(file: Path, into: Path) -> Manifest:
    """Write a backup's files into a folder and return the manifest; refuses BackupRefused for the least difference."""
    try:
        with gzip.open(file) as whole, tarfile.open(fileobj=whole, mode="r:") as tar:
            manifest = _read_manifest(tar, file)
            for part in manifest.parts:
                _unpack_part(tar, part, into, file)
            if tar.next() is not None:
                raise BackupRefused(file=file.name, reason="it holds more than its manifest names")
            while whole.read(_CHUNK):
                pass  # A tar ends before its file does; only the end of that tells whether all of it is there.
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise BackupRefused(file=file.name, reason=f"it is damaged, not complete, or no backup ({error})") from error
    return manifest


def _read_manifest(tar: tarfile.TarFile, file: Path) -> Manifest:
    content = _content(tar, MANIFEST, file)
    try:
        manifest = TypeAdapter(Manifest).validate_python(read_json(content.read(MANIFEST_MAX)))
    except (ValueError, NamedTwice) as error:
        raise BackupRefused(file=file.name, reason="its manifest cannot be read") from error
    if manifest.format != FORMAT:
        raise BackupRefused(file=file.name, reason=f"it is a “{manifest.format}”, and this version reads “{FORMAT}”")
    return manifest


def _unpack_part(tar: tarfile.TarFile, part: Part, into: Path, file: Path) -> None:
    # The names come from the file, so they are not trusted to stay inside the folder.
    if Path(part.name).name != part.name:
        raise BackupRefused(file=file.name, reason=f"its manifest names “{part.name}”")
    content, digest, size = _content(tar, part.name, file), hashlib.sha256(), 0
    place = into / part.name
    place.touch(mode=0o600)
    with place.open("wb") as target:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    if (size, digest.hexdigest()) != (part.size, part.sha256):
        raise BackupRefused(file=file.name, reason=f"“{part.name}” in it is not what its manifest says")


def _content(tar: tarfile.TarFile, name: str, file: Path) -> IO[bytes]:
    entry = tar.next()
    content = tar.extractfile(entry) if entry is not None and entry.name == name and entry.isfile() else None
    if content is None:
        raise BackupRefused(file=file.name, reason=f"“{name}” is missing in it")
    return content
