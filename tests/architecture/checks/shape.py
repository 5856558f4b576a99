"""Size of files and functions, prologues, names, reasons for what is ignored, what is said of people and in tests."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.checks.source import Fault, Source, functions, imports, sources

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70
PAGE_COLUMNS_MAX = 200
SIZED = ("*.py", "*.html", "*.sql", "*.css", "*.js")
VENDORED = "vendor"
"""Folders of this name hold other people's files."""
PROLOGUE_PARTS = ("Words:", "Invariants", "Size limits:")
NOT_A_DOMAIN = frozenset({"config", "web", "cli"})

VAGUE = frozenset(
    {"data", "handle", "handler", "helper", "helpers", "info", "manager", "misc", "process", "util", "utils"}
)
"""Words that say nothing (STYLE: names); "transaction" is the database's and no name of ours either."""
NAMED_BY_DJANGO = frozenset({"handle", "process_request", "process_response", "process_view", "process_exception"})

GENDERED = re.compile(r"\b(he|his|him|himself|she|her|hers|herself)\b", re.IGNORECASE)
"""Words that give a person a gender; whoever is meant may have any, or be a shop."""

NOQA = re.compile(r"#\s*noqa\b(?P<rest>.*)")
NOQA_WITH_REASON = re.compile(r"^: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* -- \S.{4}")
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<rest>.*)")
TYPE_IGNORE_WITH_REASON = re.compile(r"^\[[a-z-]+(, ?[a-z-]+)*\]  # \S.{4}")


def oversized(roots: Iterable[Path], *, known: frozenset[str] = frozenset()) -> list[Fault]:
    """Find files over 400 lines and functions over 70; of the `known` ones, those that are short by now."""
    folders = list(roots)
    long = {fault.place: fault for root in folders for fault in _long_files(root)}
    short = [Fault(place, 1, "is short now, and needs no exception any more") for place in known - set(long)]
    functions = [fault for root in folders for fault in _long_functions(root)]
    return [*(fault for place, fault in long.items() if place not in known), *short, *functions]


def _long_files(root: Path) -> Iterator[Fault]:
    for pattern in SIZED:
        for path in sorted(root.rglob(pattern)):
            if VENDORED in path.parts:
                continue
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > FILE_LINES_MAX:
                yield Fault(str(path.relative_to(root)), lines, f"{lines} lines, at most {FILE_LINES_MAX}")


def wide_pages(root: Path) -> list[Fault]:
    """Find lines of templates over 200 characters."""
    return [
        Fault(str(path.relative_to(root)), number, f"{len(line)} characters, at most {PAGE_COLUMNS_MAX}")
        for pattern in ("*/templates/**/*.html", "*/templates/**/*.txt")
        for path in sorted(root.glob(pattern))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > PAGE_COLUMNS_MAX
    ]


def _long_functions(root: Path) -> Iterator[Fault]:
    for source in sources(root):
        for function in functions(source.tree):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                yield source.fault(function, f"{function.name} has {lines} lines, at most {FUNCTION_LINES_MAX}")


def missing_prologues(root: Path) -> list[Fault]:
    """Find domains whose __init__ does not say what they are, their words, invariants and size limits."""
    faults = []
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and path.name != "__pycache__"):
        source = Source(root, folder / "__init__.py")
        if not source.path.exists():
            faults.append(source.fault(1, f"{folder.name} has no prologue"))
            continue
        prologue = ast.get_docstring(source.tree) or ""
        parts = ("",) if folder.name in NOT_A_DOMAIN else PROLOGUE_PARTS
        faults += [
            source.fault(1, f"the prologue lacks “{part}”") for part in parts if not prologue or part not in prologue
        ]
    return faults


def ignores_without_reason(roots: Iterable[Path]) -> list[Fault]:
    """Find `noqa` without codes and " -- reason", and `type: ignore` without code and "  # reason"."""
    return [
        source.fault(number, "an ignored check names its code and its reason")
        for root in roots
        for source in sources(root)
        for number, line in enumerate(source.text.splitlines(), start=1)
        if _lacks_reason(line)
    ]


def _lacks_reason(line: str) -> bool:
    noqa, ignore = NOQA.search(line), TYPE_IGNORE.search(line)
    if noqa and not NOQA_WITH_REASON.match(noqa["rest"]):
        return True
    return bool(ignore and not TYPE_IGNORE_WITH_REASON.match(ignore["rest"]))


def unreasoned_rules(pyproject: str) -> list[Fault]:
    """Find rules of ruff that are switched off in pyproject.toml without a comment."""
    faults, section = [], ""
    for number, line in enumerate(pyproject.splitlines(), start=1):
        if line.startswith("["):
            section = line.strip()
        elif section.startswith("[tool.ruff.lint") and re.search(r'"[A-Z]+[0-9]+"', line) and "#" not in line:
            faults.append(Fault("pyproject.toml", number, "an ignored rule has its reason beside it"))
    return faults


def vague_names(root: Path) -> list[Fault]:
    """Find functions, classes and files whose name says nothing; those Django asks for are left."""
    found = []
    for source in sources(root):
        if source.room in {"tests", "migrations"}:
            continue
        if words(source.path.stem) & VAGUE:
            found.append(source.fault(1, f"{source.path.stem} says nothing"))
        named = [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        found += [source.fault(node, f"{node.name} says nothing") for node in named if _is_vague(node)]
    return found


def _is_vague(node: ast.FunctionDef | ast.ClassDef) -> bool:
    if node.name in NAMED_BY_DJANGO or node.name.startswith(("get_", "clean_")) or not words(node.name) & VAGUE:
        return False
    return not (isinstance(node, ast.ClassDef) and any("Manager" in ast.unparse(base) for base in node.bases))


def words(name: str) -> set[str]:
    """Return the words of a name in snake or camel case, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def gendered_people(roots: Iterable[Path]) -> list[Fault]:
    """Find docstrings and comments that give a person a gender; people are "they"."""
    return [
        source.fault(line, f"people are they: “{word[0]}”")
        for root in roots
        for source in sources(root)
        if GENDERED.search(source.text)
        for line, said in _prose(source)
        if (word := GENDERED.search(said))
    ]


def _prose(source: Source) -> Iterator[tuple[int, str]]:
    """Yield every line of the docstrings, those of names included, and every comment, with its number."""
    lines = source.text.splitlines()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            last = node.end_lineno or node.lineno
            yield from enumerate(lines[node.lineno - 1 : last], start=node.lineno)
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def forbidden_in_tests(roots: Iterable[Path]) -> list[Fault]:
    """Find what tests may not do: mock our own code, empty the database, skip in silence."""
    found = []
    for root in roots:
        for source in sources(root):
            if source.path.name.startswith("test_") or "tests" in source.path.parts:
                found += list(_forbidden(source))
    return found


def _forbidden(source: Source) -> Iterator[Fault]:
    for imported in imports(source):
        if imported.dotted.startswith(("unittest.mock", "mock.")) or imported.dotted == "mock":
            yield source.fault(imported.line, "no mocks: outside services have a Null, our own code runs")
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        words = {keyword.arg for keyword in node.keywords}
        called = ast.unparse(node.func)
        if called.endswith("mark.django_db") and "transaction" in words:
            yield source.fault(node, "a flush deletes, and the ledger refuses to: use the fixture committed_db")
        if called.endswith(("mark.skip", "mark.skipif", "mark.xfail")) and "reason" not in words:
            yield source.fault(node, "a test that does not run says why")
