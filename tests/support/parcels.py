"""Reads what a domain keeps about somebody, as it stands in their file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from worgl.core.domains import File


def told(files: Iterable[File], name: str) -> dict[str, Any]:
    """Return what the file of a name says."""
    found: dict[str, Any] = json.loads(b"".join(dict(files)[name]))
    return found
