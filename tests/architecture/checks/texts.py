"""Texts for people: none is put together while a module is imported, and a number has its plural."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.checks.source import Fault, Source, dotted_names, sources

TRANSLATION = "django.utils.translation."
AT_ONCE = frozenset({f"{TRANSLATION}{name}" for name in ("gettext", "ngettext", "pgettext", "npgettext")})
LAZY = frozenset({f"{TRANSLATION}{name}_lazy" for name in ("gettext", "ngettext", "pgettext", "npgettext")})
FIXING = frozenset({"format", "format_map", "join", "str", "capfirst", "format_html"})
"""Calls that make plain text of a lazy one, in the language that is active then."""
COUNTED = re.compile(r"(?:\{(\w+)(?::[^{}]*)?\}|%\((\w+)\)s) (?:[a-z]+ )?(?:[a-z]{2,}[a-rt-z]s|people)\b")
"""A place for a number, before a word that looks like the plural of a noun."""


def fixed_at_import(root: Path) -> list[Fault]:
    """Find texts that are translated or put together when their module is imported: their language would stay."""
    return [fault for source in sources(root) if source.room != "tests" for fault in _fixed(source)]


def _fixed(source: Source) -> Iterator[Fault]:
    meant = {id(node): dotted for node, dotted in dotted_names(source)}
    nodes = list(_run_at_import(source.tree))
    lazy = {
        target.id
        for node in nodes
        if isinstance(node, ast.Assign) and _is_lazy(node.value, meant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in nodes:
        if isinstance(node, ast.Call) and meant.get(id(node.func)) in AT_ONCE:
            yield source.fault(node, "translated when the module is imported: use the lazy form")
        if any(_holds_lazy(part, meant, lazy) for part in _fixed_parts(node)):
            yield source.fault(node, "a text put together when the module is imported: its language would stay")


def _is_lazy(node: ast.AST, meant: dict[int, str]) -> bool:
    return isinstance(node, ast.Call) and meant.get(id(node.func)) in LAZY


def _holds_lazy(node: ast.AST, meant: dict[int, str], lazy: set[str]) -> bool:
    return any(
        _is_lazy(part, meant) or (isinstance(part, ast.Name) and part.id in lazy) for part in _run_at_import(node)
    )


def _fixed_parts(node: ast.AST) -> list[ast.AST]:
    """Return what a node turns into plain text."""
    if isinstance(node, ast.JoinedStr):
        return list(node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.Add):
        return [node.left, node.right]
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in FIXING:
        called = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        return [*called, *node.args, *(keyword.value for keyword in node.keywords)]
    return []


def _run_at_import(top: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run when a module is imported: all but the bodies of its functions."""
    yield top
    bodies: set[int] = set()
    if isinstance(top, ast.FunctionDef | ast.AsyncFunctionDef):
        bodies = {id(node) for node in top.body}
    elif isinstance(top, ast.Lambda):
        bodies = {id(top.body)}
    for node in ast.iter_child_nodes(top):
        if id(node) not in bodies:
            yield from _run_at_import(node)


def without_plural(texts: Iterable[str], *, never_one: frozenset[str]) -> list[str]:
    """Return texts that put a number before a plural noun and have no form for one.

    `never_one` names the places that are filled by bounds, which are above one.
    """
    return [text for text in texts if {a or b for a, b in COUNTED.findall(text)} - never_one]
