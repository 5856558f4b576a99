"""Source files as the checks see them, and the faults they report."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TOP = frozenset({"config", "web", "cli"})
"""Layers that are no domains: they compose, and have rooms of their own making."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One breach of a rule, and where."""

    place: str
    line: int
    sentence: str

    def __str__(self) -> str:
        """Return the fault as editors read it."""
        return f"{self.place}:{self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file of the package: `currency/rules/levy.py` is domain `currency`, room `rules`."""

    root: Path
    path: Path

    @property
    def inside(self) -> tuple[str, ...]:
        """Path parts below the package."""
        return self.path.relative_to(self.root).parts

    @property
    def place(self) -> str:
        """Path as faults name it."""
        return "/".join(self.inside)

    @property
    def domain(self) -> str:
        """First folder, or nothing for the package's own files."""
        return self.inside[0] if len(self.inside) > 1 else ""

    @property
    def room(self) -> str:
        """File or folder within the domain, without `.py`."""
        return self.inside[1].removesuffix(".py") if len(self.inside) > 1 else ""

    @property
    def module(self) -> str:
        """Dotted name."""
        dotted = ".".join((self.root.name, *self.inside)).removesuffix(".py")
        return dotted.removesuffix(".__init__")

    @property
    def text(self) -> str:
        """What stands in the file."""
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return _parsed(self.path)

    def fault(self, node: ast.AST | int, sentence: str) -> Fault:
        """Return a fault at a node or line of this file."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return Fault(self.place, line, sentence)


@functools.cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def sources(root: Path) -> list[Source]:
    """Return all Python files below a folder, in order."""
    return [Source(root, path) for path in sorted(root.rglob("*.py")) if "__pycache__" not in path.parts]


def domain_sources(root: Path) -> list[Source]:
    """Return the files of the domains: no tests, no migrations, not the composing layers on top."""
    return [
        source
        for source in sources(root)
        if source.domain and source.domain not in TOP and source.room not in {"tests", "migrations"}
    ]


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name: `from worgl.core import clock` is module `worgl.core`, name `clock`."""

    module: str
    name: str
    line: int

    @property
    def dotted(self) -> str:
        """Module and name together."""
        return f"{self.module}.{self.name}" if self.name else self.module


@functools.cache
def imports(source: Source) -> tuple[Import, ...]:
    """Return every import of a file, also those inside functions; relative ones are made absolute."""
    return tuple(_imports(source))


def _imports(source: Source) -> Iterator[Import]:
    package = source.module if source.path.name == "__init__.py" else source.module.rpartition(".")[0]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node.lineno)
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(node, package)
            for alias in node.names:
                yield Import(module, alias.name, node.lineno)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    above = parts[: len(parts) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


@functools.cache
def dotted_names(source: Source) -> tuple[tuple[ast.expr, str], ...]:
    """Return every name a file mentions with what it stands for: `t.now` after `import x as t` is `x.now`."""
    return tuple(_dotted_names(source))


def _dotted_names(source: Source) -> Iterator[tuple[ast.expr, str]]:
    meant = _aliases(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            dotted = _dotted(node)
            if dotted:
                first, _dot, rest = dotted.partition(".")
                yield node, ".".join(filter(None, (meant.get(first, first), rest)))


def _aliases(source: Source) -> dict[str, str]:
    meant = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            meant.update({alias.asname: alias.name for alias in node.names if alias.asname})
        elif isinstance(node, ast.ImportFrom) and not node.level:
            meant.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    return meant


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = _dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
