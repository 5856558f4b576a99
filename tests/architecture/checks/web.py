"""Tables, commands, addresses and templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from tests.architecture.checks.source import Fault, Source, dotted_names, functions, imports, sources

RELATIONS = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField"})
USER_MODEL = {"settings.AUTH_USER_MODEL": "identity.Person"}
GIVEN = ("actor", "key", "now")
ROUTES = frozenset({"path", "re_path"})
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")
INLINE = (
    (re.compile(r"<style\b", re.IGNORECASE), "a <style> block"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "an inline style"),
    (re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE), "a script without src"),
    (re.compile(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=\s*[\"']", re.IGNORECASE), "an inline event"),
    (re.compile(r"javascript:", re.IGNORECASE), "a javascript: address"),
)
ENVIRONMENT = frozenset({"os.environ", "os.getenv", "os.environb", "os.putenv"})


def upward_keys(root: Path, rank: dict[str, int]) -> list[Fault]:
    """Find foreign keys, in models and migrations, to a domain that is not below; `rank` 0 is the lowest."""
    rooms = [source for source in sources(root) if source.room in {"models", "migrations"}]
    return [fault for source in rooms for fault in _upward_keys(source, rank)]


def _upward_keys(source: Source, rank: dict[str, int]) -> Iterator[Fault]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or _last_word(node.func) not in RELATIONS:
            continue
        other = _related(node).partition(".")[0]
        if other in rank and other != source.domain and rank[other] >= rank[source.domain]:
            yield source.fault(node, f"{source.domain} holds a key to {other}, which is not below it")


def _related(call: ast.Call) -> str:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "to"]
    node = (call.args or named or [ast.Constant("")])[0]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call):
        return str(getattr((node.args or [ast.Constant("")])[0], "value", ""))
    return USER_MODEL.get(ast.unparse(node), "")


def _last_word(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def fetched_models(root: Path) -> list[Fault]:
    """Find another domain's models fetched by name, which no import shows."""
    return [fault for source in sources(root) if source.domain for fault in _fetched_models(source)]


def _fetched_models(source: Source) -> Iterator[Fault]:
    if source.room in {"migrations", "tests"}:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _last_word(node.func) == "get_model":
            first = node.args[0] if node.args else None
            label = str(getattr(first, "value", "")).partition(".")[0]
            if label != source.domain:
                yield source.fault(node, "a model of another domain is fetched by name")


def foreign_tables(root: Path, tables: Mapping[str, str]) -> list[Fault]:
    """Find another domain's tables named in SQL; `tables` are those of all apps, with whose each is."""
    shape = re.compile(rf"\b({'|'.join(sorted(map(re.escape, tables), key=len, reverse=True))})\b")
    return [
        source.fault(node, f"the table {table} is {tables[table]}'s")
        for source in sources(root)
        if source.domain and source.room != "tests"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for table in dict.fromkeys(shape.findall(node.value))
        if tables[table] != source.domain
    ]


def signals(root: Path) -> list[Fault]:
    """Find Django signals: what happened goes through the outbox of facts."""
    return [
        source.fault(imported.line, "no signals: record a fact, or call the command")
        for source in sources(root)
        for imported in imports(source)
        if imported.dotted.startswith(SIGNALS)
    ]


def loose_commands(root: Path) -> list[Fault]:
    """Find commands that lack actor, key or now, or take arguments by position."""
    return [
        source.fault(function, f"the command {function.name} {wrong}")
        for source in sources(root)
        if source.room != "tests"
        for function in functions(source.tree)
        if any(_last_word(decorator) == "command" for decorator in function.decorator_list)
        for wrong in _wrong_with(function)
    ]


def _wrong_with(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    names = {argument.arg for argument in function.args.kwonlyargs}
    missing = [name for name in GIVEN if name not in names]
    if missing:
        yield f"does not take {', '.join(missing)} by keyword"
    if function.args.args or function.args.posonlyargs or function.args.vararg:
        yield "takes arguments by position"


def unnamed_routes(root: Path) -> list[Fault]:
    """Find addresses without a name, and url files of a domain without app_name."""
    return [fault for source in sources(root) if source.room == "urls" for fault in _unnamed_routes(source)]


def _unnamed_routes(source: Source) -> Iterator[Fault]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _last_word(node.func) in ROUTES:
            is_named = any(keyword.arg == "name" for keyword in node.keywords)
            target = node.args[1] if len(node.args) > 1 else None
            includes = isinstance(target, ast.Call) and _last_word(target.func) == "include"
            if not is_named and not includes:
                yield source.fault(node, "an address has a name")
    names = {target.id for node in source.tree.body for target in _assigned(node)}
    if source.domain != "config" and "app_name" not in names:
        yield source.fault(1, "the addresses of a domain stand under its app_name")


def _assigned(node: ast.stmt) -> Iterator[ast.Name]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    for target in targets:
        if isinstance(target, ast.Name):
            yield target


def inline_code(root: Path) -> list[Fault]:
    """Find styles and scripts inside pages, which the content security policy refuses to run."""
    return [
        Fault(str(path.relative_to(root)), number, f"{what}; it belongs into a static file")
        for pattern in ("*.html", "*.svg", "*.txt")
        for path in sorted(root.rglob(pattern))
        if "templates" in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for shape, what in INLINE
        if shape.search(line)
    ]


def environment_reads(root: Path) -> list[Fault]:
    """Find readings of the environment outside config/env.py: a setting is declared there, and documented."""
    found = []
    for source in sources(root):
        if source.place == "config/env.py" or source.room == "tests":
            continue
        passed_on = _passed_on(source.tree)
        found += [
            source.fault(node, f"{meant} is read here; declare a setting in config/env.py")
            for node, meant in dotted_names(source)
            if meant in ENVIRONMENT and (node.lineno, node.col_offset) not in passed_on
        ]
    return found


def _passed_on(tree: ast.Module) -> set[tuple[int, int]]:
    """Return where the environment is not read but given on: `os.environ.setdefault(...)`, `{**os.environ}`."""
    given: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.setdefault":
            given.append(node)
        elif isinstance(node, ast.Dict):
            given += [value for key, value in zip(node.keys, node.values, strict=True) if key is None]
    return {(node.lineno, node.col_offset) for node in given}


ADDRESS = re.compile(r"""["'](?P<domain>[a-z_]+):[a-z_0-9{]""")
LINK = re.compile(r"""{%\s*link\s+["'](?P<name>[^"']*)["']""")
WITH_ADDRESSES = frozenset({".py", ".html", ".txt", ".svg", ".js", ".json"})


def upward_addresses(root: Path, rank: dict[str, int]) -> list[Fault]:
    """Find addresses named as text, in code or templates, of a domain that is not below; `rank` 0 is the lowest."""
    return [
        Fault(str(path.relative_to(root)), number, f"names an address of {other}, which is not below; use core.links")
        for path, domain in _files_with_addresses(root)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for other in dict.fromkeys(ADDRESS.findall(line))
        if other != domain and rank.get(other, -1) >= rank[domain]
    ]


def unknown_links(root: Path, known: Collection[str]) -> list[Fault]:
    """Find links in templates whose name means nothing."""
    return [
        Fault(str(path.relative_to(root)), number, f"no link is called {name}")
        for path, _domain in _files_with_addresses(root)
        if path.suffix != ".py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for name in LINK.findall(line)
        if name not in known
    ]


def _files_with_addresses(root: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(root.rglob("*")):
        domain, *rooms = path.relative_to(root).parts
        if path.suffix in WITH_ADDRESSES and rooms and not {"tests", "migrations", "__pycache__"}.intersection(rooms):
            yield path, domain
