"""The directory: CSV files, and a manifest with rows and SHA-256 of each. Nothing is believed before it is verified."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter

from worgl.cli.databases.files import sync
from worgl.cli.errors import ExportRefused
from worgl.core.jsons import NamedTwice, read_json
from worgl.core.portability import Row

MANIFEST = "manifest.json"
FORMAT = "worgl community 1"
MANIFEST_MAX = 1 << 20
CELL_MAX = 1 << 20
"""Longest cell that is read, in characters."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of the directory; `rows` counts without the header."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the directory says of itself. It names no moment: the same community gives the same manifest."""

    format: str
    community: str
    slug: str
    name: str
    files: tuple[FileFacts, ...]

    @property
    def rows(self) -> int:
        """All rows of all files."""
        return sum(file.rows for file in self.files)


class Writer:
    """Writes a directory beside its place; `finish` puts it there, whole."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target.with_name(target.name + ".part")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700, parents=True)
        self.files: list[FileFacts] = []

    def add(self, name: str, header: Row, rows: Iterable[Row]) -> int:
        """Write one table and return how many rows it has."""
        path = self.folder / f"{name}.csv"
        count = 0
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for row in rows:
                writer.writerow(row)
                count += 1
        sync(path)
        self.files.append(FileFacts(path.name, count, _digest(path)))
        return count

    def finish(self, *, community: str, slug: str, name: str) -> Manifest:
        """Write the manifest and give the directory its name."""
        manifest = Manifest(FORMAT, community, slug, name, tuple(self.files))
        path = self.folder / MANIFEST
        path.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        sync(path)
        if self.target.exists():
            self.target.rmdir()
        self.folder.replace(self.target)
        return manifest

    def give_up(self) -> None:
        """Take away what was written."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Reader:
    """A directory whose every file was found to be as its manifest says."""

    def __init__(self, folder: Path) -> None:
        """Verify everything; refuses ExportRefused with the file that is missing, added or changed."""
        self.folder = folder
        if not folder.is_dir():
            self.refuse("it is not a directory" if folder.exists() else "there is no such directory")
        self.manifest = self._read_manifest()
        named = {file.name for file in self.manifest.files}
        for path in sorted(folder.iterdir()):
            if path.name not in {MANIFEST, *named}:
                self.refuse(f"“{path.name}” is not in its manifest")
        for file in self.manifest.files:
            self._verify(file)

    def refuse(self, reason: str) -> None:
        """Raise the refusal."""
        raise ExportRefused(directory=self.folder, reason=reason)

    def _read_manifest(self) -> Manifest:
        path = self.folder / MANIFEST
        if not path.is_file():
            self.refuse(f"“{MANIFEST}” is missing")
        with path.open("rb") as file:
            content = file.read(MANIFEST_MAX)
        try:
            manifest = TypeAdapter(Manifest).validate_python(read_json(content))
        except (ValueError, NamedTwice):
            raise ExportRefused(directory=self.folder, reason=f"“{MANIFEST}” cannot be read") from None
        if manifest.format != FORMAT:
            self.refuse(f"it is a “{manifest.format}”, and this version reads “{FORMAT}”")
        return manifest

    def _verify(self, file: FileFacts) -> None:
        path = self.folder / file.name
        if path.parent != self.folder or not path.is_file():
            self.refuse(f"“{file.name}” is missing")
        if _digest(path) != file.sha256:
            self.refuse(f"“{file.name}” was changed or cut off since it was written")

    def rows(self, name: str, header: Row) -> Iterator[Row]:
        """Yield a table's rows; refuses ExportRefused for other columns or another number of rows."""
        file = next((file for file in self.manifest.files if file.name == f"{name}.csv"), None)
        if file is None:
            self.refuse(f"“{name}.csv” is missing")
        assert file is not None
        with (self.folder / file.name).open(encoding="utf-8", newline="") as content:
            yield from self._rows(content, file, list(header))

    def _rows(self, content: IO[str], file: FileFacts, header: list[str]) -> Iterator[Row]:
        csv.field_size_limit(CELL_MAX)
        rows = csv.reader(content, strict=True)
        count = 0
        try:
            if next(rows, None) != header:
                self.refuse(f"“{file.name}” has other columns than this version writes")
            for row in rows:
                count += 1
                yield row
        except (csv.Error, UnicodeDecodeError) as error:
            raise ExportRefused(directory=self.folder, reason=f"“{file.name}” is no CSV ({error})") from error
        if count != file.rows:
            self.refuse(f"“{file.name}” has {count} rows, and its manifest says {file.rows}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
