"""Circles of imports between the modules of one domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.checks.source import Fault, Source, imports, sources

Graph = Mapping[str, frozenset[str]]


def circles(root: Path) -> list[Fault]:
    """Find modules of one domain that import each other in a circle, wherever in the file they do it.

    What two modules need of each other belongs below both. Tests may import as they like.
    """
    domains: dict[str, dict[str, Source]] = {}
    for source in sources(root):
        if source.domain and "tests" not in source.inside:
            domains.setdefault(source.domain, {})[source.module] = source
    return [fault for modules in domains.values() for fault in _circles(modules)]


def _circles(modules: Mapping[str, Source]) -> Iterator[Fault]:
    graph = {name: frozenset(_imported(source, modules)) for name, source in modules.items()}
    for group in knots(graph):
        first, *others = sorted(group)
        yield modules[first].fault(1, f"a circle of imports with {', '.join(others)}")


def _imported(source: Source, modules: Mapping[str, Source]) -> Iterator[str]:
    for one in imports(source):
        found = next((name for name in (one.dotted, one.module) if name in modules), None)
        if found and found != source.module:
            yield found


def knots(graph: Graph) -> list[frozenset[str]]:
    """Return the groups of modules of which each reaches each other; those that stand alone are left out."""
    reached = {start: _reached(graph, start) for start in graph}
    groups = {frozenset(other for other in reached[one] if one in reached[other]) for one in graph}
    return sorted((group for group in groups if len(group) > 1), key=min)


def _reached(graph: Graph, start: str) -> frozenset[str]:
    seen, waiting = set[str](), [start]
    while waiting:
        for following in graph[waiting.pop()]:
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return frozenset(seen)


def crowded_heads(root: Path, *, rooms: frozenset[tuple[str, str]]) -> list[Fault]:
    """Find rooms whose `__init__` imports its own modules, though whoever asks for one shall load that one alone."""
    return [
        source.fault(imported.line, f"the head of {source.room} imports its own {imported.dotted.rpartition('.')[2]}")
        for source in sources(root)
        if (source.domain, source.room) in rooms and source.path.name == "__init__.py"
        for imported in imports(source)
        if imported.dotted.startswith(f"{source.module}.")
    ]
