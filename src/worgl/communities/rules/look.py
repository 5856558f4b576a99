"""How a community looks: the style its colour gives, as text for a browser. Pure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.communities.rules.values import LookKind
from worgl.core.colours import palette, read_colour
from worgl.core.errors import InvalidInput

ICONS = {180: LookKind.ICON_180, 192: LookKind.ICON_192, 512: LookKind.ICON_512}
"""The kind of picture an icon of so many pixels is."""


def check_colour(text: str) -> str:
    """Return a colour as "#rrggbb", "" for the usual one; refuses InvalidInput."""
    if not text.strip():
        return ""
    colour = read_colour(text)
    if colour is None:
        raise InvalidInput(field="colour", reason=_("Write a colour as # and six signs of 0 to 9 and a to f: #17634a."))
    return colour


def style_of(colour: str) -> str:
    """Return the style sheet of a colour: the names of app.css with its shades; "" for the usual colour.

    >>> style_of("#17634a").split(";")[0]
    ':root{--brand:light-dark(#17634a,#58907d)'
    """
    if not colour:
        return ""
    shades = palette(colour)
    pairs = {
        "brand": shades.brand,
        "brand-strong": shades.strong,
        "on-brand": shades.on_brand,
        "brand-soft": shades.soft,
        "hero": shades.hero,
        "hero-lift": shades.lift,
        "c1": shades.brand,
    }
    lines = [f"--{name}:light-dark({light},{dark})" for name, (light, dark) in pairs.items()]
    lines += [f"--hero-ink:{shades.hero_ink}", f"--hero-dim:{shades.hero_dim}"]
    return f":root{{{';'.join(lines)}}}\n"
