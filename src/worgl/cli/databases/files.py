"""Files that survive a power cut: written beside their place, synced, then renamed; and folders for a moment."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


@contextmanager
def passing_folder(prefix: str, *, beside: Path) -> Iterator[Path]:
    """Lend a folder that is gone afterwards, and take away those of the same prefix that a kill has left.

    A living process holds a lock on its folder, which ends with it: so two backups at once leave each other alone.
    """
    for left in beside.glob(f"{prefix}*"):
        _take_away(left)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=beside) as made, _locked(Path(made)):
        yield Path(made)


def _take_away(left: Path) -> None:
    try:
        with _locked(left):
            shutil.rmtree(left, ignore_errors=True)
    except (BlockingIOError, FileNotFoundError, NotADirectoryError):
        return


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder; raises BlockingIOError when another process does."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def sync(path: Path) -> None:
    """Make a file or folder durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rename_durably(source: Path, target: Path) -> None:
    """Put a complete file in a place, over what is there; a kill leaves the one or the other."""
    sync(source)
    source.replace(target)
    sync(target.parent)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a small file to a place on any disk, readable by its owner only; a kill leaves the old or the new one."""
    part = target.with_name(f".{target.name}.new")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_bytes(source.read_bytes())
    rename_durably(part, target)


def keep_aside(path: Path) -> Path:
    """Give a file a second name in its folder and return it; the first stays until something replaces it."""
    for number in count(1):
        aside = path.with_name(f"{path.name}.before-restore-{number}")
        if not aside.exists():
            break
    else:
        raise AssertionError
    aside.hardlink_to(path)
    return aside
