"""Refusals and bounds that no test meets: what is promised to stop somebody is seen to stop them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.checks.source import Fault, Source, sources

BOUND = re.compile(r"^_?[A-Z][A-Z0-9_]*_(MAX|MIN)$")
"""A constant of a module that bounds something."""
BASE = "Refusal"


def unmet_refusals(root: Path, tests: Iterable[Path]) -> list[Fault]:
    """Find kinds of refusal that stand in no test, neither by their name nor by their code.

    A kind that only groups others is met by those.
    """
    met = mentioned(tests)
    kinds = {node.name: (source, node) for source in _own(root) for node in _classes(source)}
    refusals = {name for name in kinds if _is_refusal(name, kinds)}
    grouping = {base for name in refusals for base in _bases(kinds[name][1])} - _made(root)
    return [
        kinds[name][0].fault(kinds[name][1], f"no test meets {name}: name it or its code where it is provoked")
        for name in sorted(refusals - grouping)
        if not {name, _code(kinds[name][1])} & met
    ]


def unmet_bounds(root: Path, tests: Iterable[Path]) -> list[Fault]:
    """Find bounds (`..._MAX`, `..._MIN` of a module) that no test names."""
    met = mentioned(tests)
    return [
        source.fault(line, f"no test meets {name}: name it where what is beyond it is tried")
        for source in _own(root)
        for name, line in _constants(source.tree)
        if BOUND.match(name) and name not in met
    ]


def mentioned(tests: Iterable[Path]) -> set[str]:
    """Return every name and every whole text that stands in tests."""
    found: set[str] = set()
    for folder in tests:
        for source in sources(folder):
            if "tests" in source.path.parts:
                found.update(_mentioned(source.tree))
    return found


def _mentioned(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.split()


def _own(root: Path) -> list[Source]:
    return [source for source in sources(root) if source.room not in {"tests", "migrations"}]


def _classes(source: Source) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef))


def _bases(kind: ast.ClassDef) -> list[str]:
    return [ast.unparse(base).rpartition(".")[2] for base in kind.bases]


def _is_refusal(name: str, kinds: dict[str, tuple[Source, ast.ClassDef]]) -> bool:
    if name == BASE:
        return False
    bases = _bases(kinds[name][1]) if name in kinds else []
    return BASE in bases or any(_is_refusal(base, kinds) for base in bases if base != name)


def _made(root: Path) -> set[str]:
    """Return the names that are raised or made somewhere."""
    return {
        name
        for source in _own(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Raise | ast.Call)
        for name in _called(node)
    }


def _called(node: ast.Raise | ast.Call) -> list[str]:
    target = node.exc if isinstance(node, ast.Raise) else node.func
    return [] if target is None else [ast.unparse(target).partition("(")[0].rpartition(".")[2]]


def _code(kind: ast.ClassDef) -> str:
    """Return the code a class sets in its body: `code = "x"` or `code, status = "x", 409`."""
    for node in kind.body:
        if not isinstance(node, ast.Assign):
            continue
        target, value = node.targets[0], node.value
        pairs = (
            zip(target.elts, value.elts, strict=False)
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            else [(target, value)]
        )
        for name, told in pairs:
            if isinstance(name, ast.Name) and name.id == "code" and isinstance(told, ast.Constant):
                return str(told.value)
    return kind.name


def _constants(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        yield from ((target.id, node.lineno) for target in targets if isinstance(target, ast.Name))
