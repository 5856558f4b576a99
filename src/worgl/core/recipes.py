"""The recipes of the documentation as pages: read once, drawn from their Markdown without any HTML of their own.

A recipe says first what is done on pages, and below the heading "As a program" what a program does. The first part is
kept in every language (`cookbook/de` and its like); the second, and recipes for operators, in English alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(__file__).parent / "cookbook"
"""The folder `docs/recipes`; a wheel carries its files."""
SOURCE = "en"
"""The language all recipes are written in first."""
PROGRAM = "As a program"
"""The heading below which a recipe speaks to programmers."""
IN_ENGLISH_ALONE = frozenset(
    {"check-the-books", "import-history", "move-a-community", "social-networks", "use-the-api"}
)
"""Recipes of commands, settings files and programs, for operators and programmers."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One recipe: the name of its file, its heading, and its text as HTML with the language it is in.

    `program` is the part for programmers, in English; it may be empty.
    """

    name: str
    title: str
    html: SafeString
    language: str
    program: SafeString

    @property
    def is_technical(self) -> bool:
        """Tell whether it is for operators and programmers alone."""
        return self.name in IN_ENGLISH_ALONE


@cache
def names() -> tuple[str, ...]:
    """Return the names of all recipes."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.md")))


def recipe(name: str, address: Callable[[str], str], language: str = SOURCE) -> Recipe | None:
    """Return a recipe, None when there is none of that name; `address` says where another recipe stands.

    It is in English where it is not kept in the language.
    """
    if name not in names():
        return None
    title, page, program = _parts(FOLDER / f"{name}.md")
    own = FOLDER / language / f"{name}.md"
    if language in _languages() and own.is_file():
        title, page, _none = _parts(own)
    else:
        language = SOURCE
    return Recipe(name, title, _drawn(page, address), language, _drawn(program, address))


@cache
def _languages() -> frozenset[str]:
    return frozenset(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


def _parts(file: Path) -> tuple[str, list[Token], list[Token]]:
    """Return a file's heading, what stands below it, and what is for programmers."""
    tokens = _reader().parse(file.read_text(encoding="utf-8"))
    headings = {tokens[at + 1].content: at for at, token in enumerate(tokens) if token.type == "heading_open"}
    title = next(iter(headings), file.stem)
    # The heading is the page's own; what is left begins below it.
    begin = 3 if tokens[:1] and tokens[0].tag == "h1" else 0
    split = headings.get(PROGRAM, len(tokens))
    return title.replace("`", ""), tokens[begin:split], tokens[split + 3 :]


def _drawn(tokens: list[Token], address: Callable[[str], str]) -> SafeString:
    for token in tokens:
        token.children = _linked(token.children or [], address) if token.type == "inline" else token.children
        if token.type == "table_open":
            token.attrSet("class", "scroll")
    html = str(_reader().renderer.render(tokens, _reader().options, {}))
    return mark_safe(html)  # noqa: S308 -- our own files; HTML in them is escaped


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _linked(tokens: list[Token], address: Callable[[str], str]) -> list[Token]:
    """Return a line whose links lead to recipes or to other sites; a link to what is not served is plain text."""
    kept: list[Token] = []
    dropped = 0
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrGet("href") or ""), address)
            if not target:
                dropped += 1
                continue
            token.attrSet("href", target)
        elif token.type == "link_close" and dropped:
            dropped -= 1
            continue
        kept.append(token)
    return kept


def _target(href: str, address: Callable[[str], str]) -> str:
    parts = urlsplit(href)
    if parts.scheme in {"http", "https"}:
        return href
    # A translation leads one folder up to a recipe that is kept in English alone.
    name = parts.path.removeprefix("../").removesuffix(".md")
    return address(name) + (f"#{parts.fragment}" if parts.fragment else "") if name in names() else ""
