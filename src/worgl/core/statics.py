"""Files of pages under names by their content, packed beforehand: a browser keeps them for good."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from worgl.core.domains import domains

GROUND = ("app.css", "parts.css", "feel.css")
"""Style sheets of all pages; the first says the order of the layers."""
PAPER = "print.css"
"""Style sheet of what is printed."""
MARK = ".gathered"
"""File that tells of which files those in the folder were made."""


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise carries no types
    """Django's and whitenoise's own, but a file that was not gathered has its plain name: in tests, in a checkout."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the name by content where there is one."""
        cleaned = self.clean_name(name)
        found: str = self.hashed_files.get(self.hash_key(cleaned), cleaned)
        return found


@cache
def stylesheets() -> tuple[str, ...]:
    """Return the style sheets that pages link, in their order: the ground, then `NAME.css` of each domain that has one.

    The lowest domain comes first, so that an upper one may say more about what a lower one shows.
    """
    return (*GROUND, *(name for name in map("{}.css".format, domains()) if finders.find(name)))


def gather() -> bool:
    """Copy and pack the files of all domains into the data folder, unless it holds these very ones; tells whether.

    Those of earlier versions stay: a page that is open somewhere may still ask for them.
    """
    mark = Path(settings.STATIC_ROOT) / MARK
    now = _fingerprint()
    if mark.exists() and mark.read_text(encoding="utf-8") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now, encoding="utf-8")
    return True


def _fingerprint() -> str:
    lines = sorted(f"{path} {file.stat().st_size} {file.stat().st_mtime_ns}" for path, file in _files())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _files() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            yield path, Path(storage.path(path))
