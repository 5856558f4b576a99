"""Refusals and bounds that no test meets: what is promised to stop somebody is seen to stop them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.checks.origins import Origin, constants, met_origins, package_of
from tests.architecture.checks.source import Fault, Source, sources

BOUND = re.compile(r"^_?[A-Z][A-Z0-9_]*_(MAX|MIN)$")
"""A constant of a module that bounds something."""
RATE = "Rate"
"""What bounds how often something may be done, whatever its constant is called."""
BASE = "Refusal"


def unmet_refusals(root: Path, tests: Iterable[Path]) -> list[Fault]:
    """Find kinds of refusal that stand in no test, neither by their name nor by their code.

    A kind that only groups others is met by those. Where two modules have kinds of one name, each is met by its
    code or by its own name, imported from where it is made.
    """
    tests = list(tests)
    met = mentioned(tests)
    classes = [(source, node) for source in _own(root) for node in _classes(source)]
    kinds = {node.name: (source, node) for source, node in classes}
    refusals = {name for name in kinds if _is_refusal(name, kinds)}
    grouping = {base for name in refusals for base in _bases(kinds[name][1])} - _made(root)
    told = [(source, node) for source, node in classes if node.name in refusals - grouping]
    shared = _shared(node.name for _source, node in told)
    origins = _origins(root, tests)
    return [
        source.fault(node, f"no test meets {node.name} of {source.module}: name it or its code where it is provoked")
        for source, node in sorted(told, key=lambda pair: pair[1].name)
        if _code(node) not in met - shared
        and (source.module, node.name) not in origins
        and (node.name in shared or node.name not in met)
    ]


def unmet_bounds(root: Path, tests: Iterable[Path]) -> list[Fault]:
    """Find bounds (`..._MAX`, `..._MIN` and each `Rate` of a module) that no test names.

    Where two modules have bounds of one name, a test of the one says nothing of the other.
    """
    tests = list(tests)
    met = mentioned(tests)
    bounds = [(source, name, line) for source in _own(root) for name, line in _bounds(source.tree)]
    shared = _shared(name for _source, name, _line in bounds)
    origins = _origins(root, tests)
    return [
        source.fault(line, f"no test meets {name} of {source.module}: name it where what is beyond it is tried")
        for source, name, line in bounds
        if (source.module, name) not in origins and (name in shared or name not in met)
    ]


def _bounds(tree: ast.Module) -> Iterator[tuple[str, int]]:
    rates = {node.lineno for node in tree.body if _is_rate(node)}
    yield from ((name, line) for name, line in constants(tree) if BOUND.match(name) or line in rates)


def _is_rate(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    return isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] == RATE


def mentioned(tests: Iterable[Path]) -> set[str]:
    """Return every name and every whole text that stands in tests."""
    return {name for source in _tests(tests) for name in _mentioned(source.tree)}


def _shared(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}


def _origins(root: Path, tests: Iterable[Path]) -> set[Origin]:
    package = package_of(_own(root))
    return {origin for source in _tests(tests) for origin in met_origins(package, source.tree)}


def _tests(folders: Iterable[Path]) -> Iterator[Source]:
    return (source for folder in folders for source in sources(folder) if "tests" in source.path.parts)


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
