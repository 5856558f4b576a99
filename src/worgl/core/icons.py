"""Icons: the symbols of `static/icons.svg` (Lucide, ISC licence) as inline SVG, so that no page waits for one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = Path(__file__).parent / "static" / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)" viewBox="0 0 24 24">(.*?)</symbol>', re.DOTALL)


@cache
def symbols() -> dict[str, SafeString]:
    """Return the drawing of every icon by its name."""
    found = _SYMBOL.findall(SPRITE.read_text(encoding="utf-8"))
    return {name: mark_safe(drawing) for name, drawing in found}  # noqa: S308 -- our own file, part of the package


@cache
def icon_svg(name: str, extra_class: str = "") -> SafeString:
    """Return an icon as decoration: hidden from screen readers, so a text must stand beside it.

    An unknown name is a bug (KeyError names it).
    """
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f"icon {extra_class}".rstrip(),
        symbols()[name],
    )
