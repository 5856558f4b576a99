"""The recipes of the documentation as pages: read once, drawn from their Markdown without any HTML of their own."""

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


@dataclass(frozen=True, slots=True)
class Recipe:
    """One recipe: the name of its file, its heading, and its text as HTML."""

    name: str
    title: str
    html: SafeString


@cache
def names() -> tuple[str, ...]:
    """Return the names of all recipes."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.md")))


def recipe(name: str, address: Callable[[str], str]) -> Recipe | None:
    """Return a recipe, None when there is none of that name; `address` says where another recipe stands."""
    if name not in names():
        return None
    tokens = _reader().parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    title = next((tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"), name)
    # The heading is the page's own; what is left begins below it.
    body = tokens[3:] if tokens[:1] and tokens[0].tag == "h1" else tokens
    for token in body:
        token.children = _linked(token.children or [], address) if token.type == "inline" else token.children
        if token.type == "table_open":
            token.attrSet("class", "scroll")
    html = _reader().renderer.render(body, _reader().options, {})
    return Recipe(name, title.replace("`", ""), mark_safe(html))  # noqa: S308 -- our own files; HTML in them is escaped


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
    name = parts.path.removesuffix(".md")
    return address(name) + (f"#{parts.fragment}" if parts.fragment else "") if name in names() else ""
