"""The register of kinds: each domain declares its own, when its `notices` room is imported."""

from __future__ import annotations

from worgl.inbox.errors import KindUnknown
from worgl.inbox.rules import Group, Kind

_kinds: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make kinds known; a key belongs to one kind."""
    for kind in kinds:
        assert _kinds.setdefault(kind.key, kind) == kind, f"two kinds are called {kind.key}"


def kind_of(key: str) -> Kind:
    """Return the kind of a key; refuses KindUnknown."""
    if key not in _kinds:
        raise KindUnknown
    return _kinds[key]


def known_kinds() -> tuple[Kind, ...]:
    """Return all kinds in the order of the settings: by group, within it as they were declared."""
    order = list(Group)
    return tuple(sorted(_kinds.values(), key=lambda kind: order.index(kind.group)))
