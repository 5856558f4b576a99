"""Pure rules, one clock, no float near money."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.checks.source import TOP, Fault, Import, Source, domain_sources, dotted_names, imports, sources

PURE_MODULES = frozenset(
    {
        "__future__",
        "abc",
        "bisect",
        "calendar",
        "collections",
        "csv",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "hmac",
        "idna",
        "io",
        "ipaddress",
        "itertools",
        "json",
        "math",
        "numpy",
        "operator",
        "re",
        "string",
        "struct",
        "textwrap",
        "types",
        "typing",
        "unicodedata",
        "uuid",
        "zoneinfo",
    }
)
PURE_NAMES = frozenset({"django.utils.translation", "django.utils.functional", "urllib.parse"})
PURE_CORE = frozenset(
    {
        "audit",
        "codes",
        "money",
        "parameters",
        "notices",
        "amounts",
        "sheets",
        "workbooks",
        "errors",
        "limits",
        "paging",
        "charts",
        "ids",
        "lifecycle",
    }
)
RANDOM_NAMES = frozenset(
    {
        "uuid.uuid1",
        "uuid.uuid4",
        "uuid.uuid6",
        "uuid.uuid7",
        "worgl.core.ids.new_id",
        "worgl.core.ids.new_code",
        "numpy.random",
    }
)
IMPURE_BUILTINS = frozenset({"open", "input", "print", "breakpoint", "exec", "eval", "__import__", "globals"})
SEEDED = frozenset({"demo"})
"""Domains whose rules may draw from a random.Random they are given: made towns come from a seed."""

CLOCKS = frozenset(
    {
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "time.ctime",
        "django.utils.timezone.now",
        "django.utils.timezone.localtime",
        "django.utils.timezone.localdate",
        "django.db.models.functions.Now",
    }
)
CLOCK_READERS = {
    "core/clock.py": "the clock itself",
    "core/ids.py": "a counter that rises with the machine's clock and is never shown",
}
OUR_CLOCKS = frozenset({"worgl.core.clock.now", "worgl.core.clock.world_now"})
GIVEN_THE_TIME = frozenset({"rules", "models", "queries", "commands", "facts", "errors", "forms", "notices"})
"""Rooms that are given `now` and never ask for it, not even the town's clock."""

MONEY_FILES = frozenset({"core/money.py", "core/amounts.py"})
"""Of the kit, which draws and waits as well, these reckon amounts; of a domain every room is near money."""
FLOAT_ROOMS: Mapping[tuple[str, str], str] = {
    ("api", "api"): "seconds until a caller may ask again",
    ("api", "jobs"): "seconds a message took",
    ("identity", "adapter"): "seconds until a code is sent again",
    ("identity", "pages"): "seconds since somebody showed who they are",
    ("identity", "views"): "the same",
    ("inbox", "jobs"): "seconds a message took",
    ("ledger", "plane"): "seconds a write waits for company",
}
"""Rooms that measure time in floats, each with what; amounts have no place there."""
FLOATS = frozenset({"float", "math.sqrt", "math.exp", "math.log", "math.pow", "numpy.float64", "numpy.divide"})


def impure_rules(root: Path) -> list[Fault]:
    """Find in rules what is not a function of the arguments: database, clock, randomness, files."""
    rules = [source for source in domain_sources(root) if source.room == "rules"]
    return [fault for source in rules for fault in (*_impure_imports(source), *_impure_names(source))]


def _impure_imports(source: Source) -> Iterator[Fault]:
    for imported in imports(source):
        if not _is_pure(source, imported):
            yield source.fault(imported.line, f"rules may not import {imported.dotted}")


def _is_pure(source: Source, imported: Import) -> bool:
    first = imported.module.split(".")[0]
    if first != source.root.name:
        seeded = first == "random" and imported.name == "Random" and source.domain in SEEDED
        return seeded or first in PURE_MODULES or imported.module in PURE_NAMES
    parts = [*imported.dotted.split("."), "", ""]
    return parts[2] in PURE_CORE if parts[1] == "core" else parts[2] in {"rules", "errors"}


def _impure_names(source: Source) -> Iterator[Fault]:
    for named, meant in dotted_names(source):
        if meant in RANDOM_NAMES | CLOCKS:
            yield source.fault(named, f"rules may not use {meant}")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_BUILTINS:
            yield source.fault(node, f"rules may not call {node.func.id}()")


def clock_reads(root: Path) -> list[Fault]:
    """Find readings of the machine's clock outside core/clock.py, and of the town's clock away from the edge."""
    read = [source for source in sources(root) if source.room != "tests" and source.place not in CLOCK_READERS]
    return [fault for source in read for fault in _clock_reads(source)]


def _clock_reads(source: Source) -> Iterator[Fault]:
    for named, meant in dotted_names(source):
        if meant in CLOCKS:
            yield source.fault(named, f"{meant} reads the clock; take `now`, or core.clock.now() at the edge")
        elif meant in OUR_CLOCKS and source.domain != "core" and source.room in GIVEN_THE_TIME:
            yield source.fault(named, f"{source.room} are given `now`; only the edge reads the clock")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield source.fault(node.value, f"{node.arg} reads the clock inside the database layer")


def floats_near_money(root: Path) -> list[Fault]:
    """Find floating point numbers where amounts are computed or kept."""
    return [fault for source in sources(root) if _is_near_money(source) for fault in _floats(source)]


def _is_near_money(source: Source) -> bool:
    if source.domain == "core":
        return source.place in MONEY_FILES
    is_domain = bool(source.domain) and source.domain not in TOP and source.room not in {"tests", "migrations"}
    return is_domain and (source.domain, source.room) not in FLOAT_ROOMS


def rooms_without_floats(root: Path) -> list[str]:
    """Return the rooms that may hold floats and hold none."""
    held = {(source.domain, source.room) for source in sources(root) for _fault in _floats(source)}
    return [f"{domain}/{room}" for domain, room in FLOAT_ROOMS if (domain, room) not in held]


def _floats(source: Source) -> Iterator[Fault]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield source.fault(node, f"{node.value} is a float")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield source.fault(node, "`/` gives a float: use //, a split, or Fraction(a, b)")
        elif (
            isinstance(node, ast.Call) and ast.unparse(node.func) == "round" and len(node.args) + len(node.keywords) > 1
        ):
            # With one argument it gives an int, exactly when it is given a Fraction; with two a float again.
            yield source.fault(node, "round(x, digits) gives a float: round once, to minor units")
        elif isinstance(node, ast.Attribute) and node.attr == "FloatField":
            yield source.fault(node, "FloatField keeps a float")
    for named, meant in dotted_names(source):
        if meant in FLOATS:
            yield source.fault(named, f"{meant} has no place near money")
