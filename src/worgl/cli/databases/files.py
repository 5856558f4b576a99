"""Files that survive a power cut: written beside their place, synced, then renamed."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path


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
