"""Style sheets: in the layers, linked, and each rule said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.checks.source import Fault

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LAYERED = "@layer "
WITHOUT_LAYER = ("@page",)
"""What describes the paper and takes no part in the cascade."""
NOT_SELECTORS = ("@keyframes",)
"""What holds steps, which other steps may resemble."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule or a block of rules: what stands before the brace, and what blocks it stands in."""

    head: str
    inside: tuple[str, ...]
    is_block: bool
    line: int


def sheets(package: Path) -> list[Path]:
    """Return the style sheets of all domains."""
    return sorted(package.glob("*/static/**/*.css"))


def outside_layers(package: Path) -> list[Fault]:
    """Find rules that stand in no layer: they would win over all that do."""
    return [
        Fault(str(path.relative_to(package)), rule.line, f"“{rule.head}” stands in no layer")
        for path in sheets(package)
        for rule in rules(path.read_text(encoding="utf-8"))
        if not rule.inside and not rule.head.startswith((LAYERED, *WITHOUT_LAYER))
    ]


def repeated(package: Path) -> list[Fault]:
    """Find selectors that are said twice in one layer under one condition, in whatever sheets."""
    seen: dict[tuple[str, ...], str] = {}
    faults = []
    for path in sheets(package):
        place = str(path.relative_to(package))
        for rule in rules(path.read_text(encoding="utf-8")):
            if rule.is_block or any(one.startswith(NOT_SELECTORS) for one in rule.inside):
                continue
            said = (*rule.inside, rule.head)
            if said in seen:
                faults.append(Fault(place, rule.line, f"“{rule.head}” is said in {seen[said]} as well"))
            seen.setdefault(said, f"{place}:{rule.line}")
    return faults


def unlinked(package: Path, linked: Iterable[str]) -> list[Fault]:
    """Find style sheets that no page links: those that do not have the name of their domain."""
    names = set(linked)
    return [
        Fault(str(path.relative_to(package)), 1, "no page links it: a domain's sheet is static/DOMAIN.css")
        for path in sheets(package)
        if "/".join(path.relative_to(package).parts[2:]) not in names
    ]


def rules(text: str) -> Iterator[Rule]:
    """Yield all rules and blocks of a sheet, in order."""
    bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    open_heads: list[str] = []
    start = 0
    for sign in re.finditer(r"[{};]", bare):
        head = " ".join(bare[start : sign.start()].split())
        if sign[0] == "{":
            following = re.search(r"[{};]", bare[sign.end() :])
            is_block = bool(following and following[0] == "{")
            line = bare.count("\n", 0, sign.start()) + 1
            yield Rule(head, tuple(open_heads), is_block, line)
            open_heads.append(head)
        elif sign[0] == "}":
            open_heads.pop()
        start = sign.end()
