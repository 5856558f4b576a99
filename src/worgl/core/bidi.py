"""The order in which mixed writing is read: which parts of a line run from right to left.

The Unicode Bidirectional Algorithm (UAX #9) for one paragraph without embeddings and isolates: names, notes and
sentences that contain them have none. Its rules are named where they are applied.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby, pairwise

LEFT_TO_RIGHT, RIGHT_TO_LEFT = 0, 1
LEFT_TO_RIGHT_MARK = "\u200e"
"""An invisible sign that makes a paragraph it begins run from left to right."""
_STRONG = {"L": "L", "R": "R", "AL": "R"}
_AS_RIGHT = frozenset({"R", "EN", "AN"})
_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "〈": "〉", "《": "》", "「": "」"}


def base_level(text: str) -> int:
    """Return which way a paragraph runs: as its first letter does (P2, P3).

    >>> base_level("12 Alder"), base_level("12 שלום")
    (0, 1)
    """
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), "L")
    return LEFT_TO_RIGHT if first == "L" else RIGHT_TO_LEFT


def visual_runs(text: str, base: int) -> list[tuple[str, bool]]:
    """Return the parts of a line from left to right, each in reading order, and whether it runs from right to left.

    >>> visual_runs("an גן 12", LEFT_TO_RIGHT)
    [('an ', False), ('12', False), ('גן ', True)]
    """
    runs: list[tuple[int, str]] = []
    for level, members in groupby(zip(_levels(text, base), text, strict=True), key=lambda one: one[0]):
        runs.append((level, "".join(sign for _level, sign in members)))
    # L2: from the deepest level to the shallowest odd one, what stands at least so deep is turned round.
    for depth in range(max((level for level, _part in runs), default=0), 0, -1):
        turned: list[tuple[int, str]] = []
        for is_deep, group in groupby(runs, key=lambda run: run[0] >= depth):
            part = list(group)
            turned.extend(reversed(part) if is_deep else part)
        runs = turned
    return [(part, level % 2 == RIGHT_TO_LEFT) for level, part in runs]


def _levels(text: str, base: int) -> list[int]:
    edge = "L" if base == LEFT_TO_RIGHT else "R"
    kinds = _weak([unicodedata.bidirectional(sign) or "L" for sign in text], edge)
    _pair_brackets(text, kinds, edge)
    _settle_neutrals(kinds, edge)
    levels = [_level(kind, base) for kind in kinds]
    # L1: what ends the line stands where the line ends.
    for place in range(len(text.rstrip()), len(text)):
        levels[place] = base
    return levels


def _weak(kinds: list[str], edge: str) -> list[str]:
    """Settle marks, numbers and what stands beside numbers (W1 to W7)."""
    last, strong = edge, edge
    for place, kind in enumerate(kinds):
        if kind in {"NSM", "BN"}:
            kinds[place] = last
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
        last = kinds[place]
        strong = last if last in _STRONG else strong
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for place in range(1, len(kinds) - 1):
        before, kind, after = kinds[place - 1 : place + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in {"EN", "AN"})):
            kinds[place] = before
    _spread_numbers(kinds)
    strong = edge
    for place, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:
            kinds[place] = "ON"
        elif kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    return kinds


def _spread_numbers(kinds: list[str]) -> None:
    """Make signs such as % and € part of the number they stand beside (W5)."""
    for order in (range(len(kinds)), reversed(range(len(kinds)))):
        for place, following in pairwise(order):
            if kinds[place] == "EN" and kinds[following] == "ET":
                kinds[following] = "EN"


def _pair_brackets(text: str, kinds: list[str], edge: str) -> None:
    """Give both brackets of a pair one direction (N0)."""
    for start, end in _pairs(text):
        inside = {"R" if kind in _AS_RIGHT else kind for kind in kinds[start + 1 : end]} & {"L", "R"}
        if edge in inside:
            kinds[start] = kinds[end] = edge
        elif inside:
            before = ("R" if kind in _AS_RIGHT else kind for kind in reversed(kinds[:start]))
            kinds[start] = kinds[end] = next((kind for kind in before if kind in _STRONG), edge)


def _pairs(text: str) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    found = []
    for place, sign in enumerate(text):
        if sign in _BRACKETS:
            waiting.append((_BRACKETS[sign], place))
            continue
        depth = next((depth for depth in reversed(range(len(waiting))) if waiting[depth][0] == sign), None)
        if depth is not None:
            found.append((waiting[depth][1], place))
            del waiting[depth:]
    return sorted(found)


def _settle_neutrals(kinds: list[str], edge: str) -> None:
    """Give what has no direction that of its neighbours, or the paragraph's (N1, N2)."""
    place = 0
    for is_settled, group in groupby(list(kinds), key=lambda kind: kind in {"L"} | _AS_RIGHT):
        size = len(list(group))
        if not is_settled:
            before = _side(kinds[place - 1]) if place else edge
            after = _side(kinds[place + size]) if place + size < len(kinds) else edge
            kinds[place : place + size] = [before if before == after else edge] * size
        place += size


def _side(kind: str) -> str:
    return "R" if kind in _AS_RIGHT else "L"


def _level(kind: str, base: int) -> int:
    """Return how deep a sign stands (I1, I2)."""
    if base == LEFT_TO_RIGHT:
        return {"L": 0, "R": 1}.get(kind, 2)
    return 1 if kind == "R" else 2
