"""Which rooms a domain has, which room may import which, and what may be imported of another domain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.architecture.checks.source import TOP, Fault, Import, Source, imports, sources

PURE = {"rules", "errors"}
READ = PURE | {"models", "queries", "facts"}
WRITE = READ | {"commands", "seals"}
SEEN = PURE | {"queries", "commands", "facts", "pages", "forms"}

MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "errors": PURE,
    "rules": PURE,
    "models": {"rules", "models"},
    "seals": {"rules", "models"},
    "checks": READ | {"seals", "checks"},
    "facts": PURE | {"facts"},
    "queries": READ,
    "commands": WRITE,
    "jobs": WRITE | {"jobs"},
    "notices": WRITE | {"notices"},
    "portability": WRITE | {"portability"},
    "pages": SEEN,
    "places": PURE | {"pages"},
    "forms": PURE | {"queries", "pages", "forms"},
    "views": SEEN | {"views"},
    "api": SEEN | {"api"},
    "urls": {"views", "api"},
    "admin": READ,
    "adapter": WRITE | {"forms"},
    "middleware": SEEN | {"middleware"},
    "templatetags": PURE | {"queries", "pages"},
    "migrations": {"migrations"},
}
"""The room on the left may import the rooms on the right, inside its domain."""
LIKE_TESTS = {"apps", "tests"}
"""Rooms that may import all others of their domain: they register and they test."""

OWN_ROOMS: dict[str, dict[str, set[str]]] = {
    # The room of hand-written SQL has its store behind the commands, and a plane with connections of its own.
    "ledger": {
        "store": PURE | {"store"},
        "plane": WRITE | {"store", "plane"},
        "audit": READ | {"store", "audit"},
        "checks": READ | {"audit", "checks"},
        "migrations": {"migrations", "models", "store"},
        "commands": WRITE | {"store"},
        "queries": READ | {"store"},
        "jobs": WRITE | {"jobs", "audit"},
        "portability": WRITE | {"store"},
    },
}
"""Rooms that one domain has for a reason of its own, and what they change of the table above."""

OPEN = {"rules", "errors", "facts", "queries", "commands", "pages"}
"""What a domain shows to the domains above it."""
OPEN_OF = {"ledger": {"plane", "audit"}}
OPEN_TO_TOP = {"portability"}
"""Rooms that only the composing layers enter: a whole community's rows, for export and import."""
KIT = "core"
"""The core is a kit of modules, not of rooms; all but its tables is open."""


def unknown_rooms(root: Path) -> list[Fault]:
    """Find files that are in no known room."""
    return [
        source.fault(1, f"“{source.room}” is no room of a domain")
        for source in sources(root)
        if _is_domain(source) and source.room not in known_rooms(source.domain)
    ]


def known_rooms(domain: str) -> set[str]:
    """Return the rooms a domain may have."""
    return set(MAY_IMPORT) | LIKE_TESTS | set(OWN_ROOMS.get(domain, {}))


def wrong_doors(root: Path) -> list[Fault]:
    """Find imports from a room into a room of the same domain that it may not know."""
    return [fault for source in sources(root) if _is_domain(source) for fault in _wrong_doors(source)]


def _wrong_doors(source: Source) -> Iterator[Fault]:
    if source.room in LIKE_TESTS:
        return
    allowed = {**MAY_IMPORT, **OWN_ROOMS.get(source.domain, {})}.get(source.room, set())
    for imported in imports(source):
        domain, room = target(source, imported)
        if domain == source.domain and room not in allowed | {source.room, ""}:
            yield source.fault(imported.line, f"{source.room} may not import {room} of its own domain")


def closed_doors(root: Path) -> list[Fault]:
    """Find imports of another domain's closed rooms: its tables above all."""
    return [fault for source in sources(root) if source.domain for fault in _closed_doors(source)]


def _closed_doors(source: Source) -> Iterator[Fault]:
    if source.domain == "config":
        return
    for imported in imports(source):
        domain, room = target(source, imported)
        if not domain or domain == source.domain or domain in TOP:
            continue
        open_here = _is_open(domain, room) or _is_open_to_tests(source, domain, room)
        if not open_here and not (source.domain in TOP and room in OPEN_TO_TOP):
            yield source.fault(imported.line, f"{room or 'the inside'} of {domain} is closed to {source.domain}")


def _is_open(domain: str, room: str) -> bool:
    if domain == KIT:
        return room not in {"models", "migrations", "tests", "admin"}
    return room in OPEN | OPEN_OF.get(domain, set())


def _is_open_to_tests(source: Source, domain: str, room: str) -> bool:
    # Builders below serve the tests above, and whether a fact or job was written stands in the core's tables.
    return source.room == "tests" and (room == "tests" or (domain, room) == (KIT, "models"))


def target(source: Source, imported: Import) -> tuple[str, str]:
    """Return domain and room of an import; two empty words for what is not ours."""
    parts = imported.dotted.split(".")
    if parts[0] != source.root.name or len(parts) == 1:
        return "", ""
    domain = parts[1]
    room = parts[2] if len(parts) > 2 else ""
    is_room = room and any((source.root / domain / name).exists() for name in (room, f"{room}.py"))
    return domain, room if is_room else ""


def _is_domain(source: Source) -> bool:
    return bool(source.domain) and source.domain not in TOP | {KIT}
