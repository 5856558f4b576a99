"""Draw the layers of the house from the code: who stands where, how large each domain is, and whom it calls.

`python -m tools.layers` writes docs/pictures/layers.svg; tests/docs/test_layers.py fails when it is stale. A line runs
from a domain to each one it imports, those to `core` left out: everybody imports it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "layers.svg"
PACKAGE = ROOT / "src" / "worgl"
WIDE, TALL, GAP_X, GAP_Y, MARGIN = 132, 46, 22, 40, 24
SVG = "http://www.w3.org/2000/svg"
ROUND_TO = 100
"""Lines of code are shown in hundreds, so that the picture does not change with every commit."""
IMPORT = re.compile(r"^ *from worgl(?:\.(?=\w)| import )(\w+)", re.MULTILINE)

Place = tuple[float, float]


def main() -> None:
    """Write the picture when it is stale."""
    if is_stale():
        PICTURE.write_text(drawn(), encoding="utf-8")
        print(PICTURE.relative_to(ROOT))


def is_stale() -> bool:
    """Tell whether the picture is missing or shows other layers, domains or calls than the code has.

    Sizes may lag behind.
    """
    return not PICTURE.exists() or _without_sizes(PICTURE.read_text(encoding="utf-8")) != _without_sizes(drawn())


def layers() -> list[list[str]]:
    """Return the domains by layer, the highest first, as the import contract in pyproject.toml has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (found,) = (one["layers"] for one in contracts if one["type"] == "layers" and one["containers"] == ["worgl"])
    return [[name.strip() for name in line.split("|")] for line in found]


@cache
def calls(domain: str) -> frozenset[str]:
    """Return the other domains whose modules a domain's product code imports."""
    found = {name for path in _files(domain) for name in IMPORT.findall(path.read_text(encoding="utf-8"))}
    return frozenset(found - {domain})


def lines(domain: str) -> int:
    """Return how many lines of product code a domain has, without tests and migrations."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in _files(domain))


def drawn() -> str:
    """Return the picture as SVG text; it follows the reader's light or dark theme."""
    rows = layers()
    places = dict(_places(rows))
    width = max(x for x, _y in places.values()) + WIDE + MARGIN
    height = max(y for _x, y in places.values()) + TALL + MARGIN
    return "\n".join(
        [
            f'<svg xmlns="{SVG}" viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="title">',
            '<title id="title">Domains of worgl by layer; a line runs from a domain to one it calls</title>',
            "<style>",
            "rect { fill: #fff; stroke: #2b6a4d; } path { fill: none; stroke: #7b8f86; stroke-opacity: .55; }",
            "text { font: 600 14px system-ui, sans-serif; fill: #173b2b; text-anchor: middle; }",
            ".size { font-weight: 400; font-size: 11px; }",
            "@media (prefers-color-scheme: dark) {",
            "rect { fill: #1c2a23; stroke: #7fc7a2; } text { fill: #e6f2ec; } path { stroke: #9fb5aa; } }",
            "</style>",
            *_lines_between(places),
            *(part for name, place in places.items() for part in _box(name, place)),
            "</svg>",
            "",
        ]
    )


def _files(domain: str) -> Iterator[Path]:
    for path in sorted((PACKAGE / domain).rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts):
            yield path


def _places(rows: list[list[str]]) -> Iterator[tuple[str, Place]]:
    widest = max(len(row) for row in rows)
    whole = widest * WIDE + (widest - 1) * GAP_X
    for number, row in enumerate(rows):
        own = len(row) * WIDE + (len(row) - 1) * GAP_X
        for place, name in enumerate(row):
            x = MARGIN + (whole - own) / 2 + place * (WIDE + GAP_X)
            yield name, (x, MARGIN + number * (TALL + GAP_Y))


def _lines_between(places: dict[str, Place]) -> Iterator[str]:
    for name, (x, y) in places.items():
        for other in sorted(calls(name) - {"core"}):
            to_x, to_y = places[other]
            start, end = (x + WIDE / 2, y + TALL), (to_x + WIDE / 2, to_y)
            # Lines that pass a layer bow to the side, so that they do not run through its boxes' names.
            passed = round((to_y - y) / (TALL + GAP_Y)) - 1
            bow = (WIDE / 2 + 14) * min(passed, 2) * (1 if to_x >= x else -1)
            third = (end[1] - start[1]) / 3
            yield (
                f'<path d="M{start[0]:g},{start[1]:g} C{start[0] + bow:g},{start[1] + third:g} '
                f'{end[0] + bow:g},{end[1] - third:g} {end[0]:g},{end[1]:g}"/>'
            )


def _box(name: str, place: Place) -> Iterator[str]:
    x, y = place
    size = max(ROUND_TO, round(lines(name) / ROUND_TO) * ROUND_TO)
    yield f'<rect x="{x:g}" y="{y:g}" width="{WIDE}" height="{TALL}" rx="9"/>'
    yield f'<text x="{x + WIDE / 2:g}" y="{y + 20:g}">{escape(name)}</text>'
    yield f'<text class="size" x="{x + WIDE / 2:g}" y="{y + 36:g}">{size:,} lines</text>'


def _without_sizes(picture: str) -> str:
    return "\n".join(line for line in picture.splitlines() if 'class="size"' not in line)


if __name__ == "__main__":
    main()
