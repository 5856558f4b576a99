"""Where a name that stands in a test was given its value: names alike in two modules are two things."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.architecture.checks.source import Source

Origin = tuple[str, str]
"""A module by its dotted name, and a name that is given its value there."""


@dataclass(frozen=True, slots=True)
class Package:
    """Every module of a package: which names it makes itself, and which it takes from elsewhere."""

    made: Mapping[str, frozenset[str]]
    taken: Mapping[str, Mapping[str, Origin]]

    def origin(self, module: str, name: str) -> Origin | None:
        """Follow a name of a module to the module that makes it; None when it leads out of the package."""
        seen: set[Origin] = set()
        while (module, name) not in seen:
            seen.add((module, name))
            if name in self.made.get(module, ()):
                return module, name
            module, name = self.taken.get(module, {}).get(name, (module, name))
        return None

    def module(self, text: str, names: Mapping[str, Origin]) -> str | None:
        """Return the module an expression such as `rules` or `worgl.shop.rules` stands for."""
        head, *rest = text.split(".")
        dotted = ".".join([*(part for part in names.get(head, (head, "")) if part), *rest])
        return dotted if dotted in self.made else None


def package_of(sources: Iterable[Source]) -> Package:
    """Read which names the modules of a package make and take."""
    own = list(sources)
    return Package(
        {source.module: frozenset(_made(source.tree)) for source in own},
        {source.module: imported(source.tree) for source in own},
    )


def _made(tree: ast.Module) -> Iterator[str]:
    yield from (name for name, _line in constants(tree))
    yield from (node.name for node in tree.body if isinstance(node, ast.ClassDef))


def constants(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield each name a module gives a value outside of functions and classes, with its line."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        yield from ((target.id, node.lineno) for target in targets if isinstance(target, ast.Name))


def imported(tree: ast.Module) -> dict[str, Origin]:
    """Return what each imported name stands for; a module has no name inside of it."""
    found: dict[str, Origin] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
            found.update({each.asname or each.name: (node.module, each.name) for each in node.names})
        elif isinstance(node, ast.Import):
            found.update({each.asname: (each.name, "") for each in node.names if each.asname})
    return found


def met_origins(package: Package, tree: ast.Module) -> Iterator[Origin]:
    """Yield where the names of a test come from.

    Seen are `NAME`, `module.NAME`, `setattr(module, "NAME", ...)` and `setattr("package.module.NAME", ...)`.
    """
    names = imported(tree)
    for module, name in _pairs(package, names, tree):
        origin = package.origin(module, name)
        if origin is not None:
            yield origin


def _pairs(package: Package, names: Mapping[str, Origin], tree: ast.Module) -> Iterator[Origin]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            yield names[node.id]
        elif isinstance(node, ast.Attribute):
            module = package.module(ast.unparse(node.value), names)
            if module is not None:
                yield module, node.attr
        elif isinstance(node, ast.Call):
            yield from _replaced(package, names, node)


def _replaced(package: Package, names: Mapping[str, Origin], call: ast.Call) -> Iterator[Origin]:
    texts = [arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None for arg in call.args]
    if texts and texts[0] is not None and "." in texts[0]:
        module, _, name = texts[0].rpartition(".")
        yield module, name
    elif len(texts) > 1 and texts[0] is None and texts[1] is not None:
        target = package.module(ast.unparse(call.args[0]), names)
        if target is not None:
            yield target, texts[1]
