"""Colours a community chooses, and the shades of it that people can read on light and on dark pages.

Contrast is that of WCAG 2.2: 4.5 to 1 and more between letters and their ground. A colour that is too light for
a light page is made darker for it, and one that is too dark for a dark page lighter; its hue stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

READABLE = 4.5
"""Least contrast of letters (WCAG 2.2, 1.4.3)."""
Shade = tuple[int, int, int]
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
LIGHT_GROUNDS = ((255, 255, 255), (245, 244, 239), (236, 235, 228))
DARK_GROUNDS = ((23, 30, 26), (15, 20, 17), (29, 38, 33))
"""What stands behind letters in app.css: surface, page, and what is sunken or raised."""
_STEPS = 100
_SHORT = 3
"""Digits of the short way to write a colour."""
_LINEAR_BELOW = 0.04045
"""Below it light grows as its number does (sRGB)."""
_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Palette:
    """The shades of one colour, each for a light and a dark page, as "#rrggbb"."""

    brand: tuple[str, str]
    strong: tuple[str, str]
    on_brand: tuple[str, str]
    soft: tuple[str, str]
    hero: tuple[str, str]
    lift: tuple[str, str]
    hero_ink: str
    hero_dim: str
    is_adjusted: bool
    """Whether the colour itself could not be read on a light page, so that a darker shade stands for it."""


def read_colour(text: str) -> str | None:
    """Return a colour as "#rrggbb" in small letters, None when it is none.

    >>> read_colour(" #AA3300 "), read_colour("a30"), read_colour("red")
    ('#aa3300', '#aa3300', None)
    """
    plain = text.strip().lower().removeprefix("#")
    if len(plain) == _SHORT:
        plain = "".join(sign * 2 for sign in plain)
    return f"#{plain}" if _HEX.fullmatch(f"#{plain}") else None


def shade_of(colour: str) -> Shade:
    """Return the three parts of a "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def colour_of(shade: Shade) -> str:
    """Return a shade as "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*shade)


def contrast(one: Shade, other: Shade) -> float:
    """Return the contrast of two shades, 1 to 21.

    >>> round(contrast(WHITE, BLACK)), contrast(WHITE, WHITE)
    (21, 1.0)
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(shade: Shade, other: Shade, part: float) -> Shade:
    """Return a shade with a part of another, 0 to 1."""
    red, green, blue = (round(own + (far - own) * part) for own, far in zip(shade, other, strict=True))
    return red, green, blue


@lru_cache(500)
def palette(colour: str) -> Palette:
    """Return the shades of a colour; every pair that letters and ground make can be read."""
    own = shade_of(colour)
    light, dark = _readable(own, LIGHT_GROUNDS, BLACK), _readable(own, DARK_GROUNDS, WHITE)
    hero_light, hero_dark = _hero(mixed(light, BLACK, 0.15)), _hero(mixed(light, BLACK, 0.4))
    dim = mixed(WHITE, hero_light, 0.12)
    return Palette(
        brand=(colour_of(light), colour_of(dark)),
        strong=(colour_of(mixed(light, BLACK, 0.25)), colour_of(mixed(dark, WHITE, 0.25))),
        on_brand=(colour_of(WHITE), colour_of(mixed(light, BLACK, 0.85))),
        soft=(colour_of(_soft(light, WHITE)), colour_of(_soft(dark, DARK_GROUNDS[0]))),
        hero=(colour_of(hero_light), colour_of(hero_dark)),
        lift=(colour_of(mixed(hero_light, WHITE, 0.06)), colour_of(mixed(hero_dark, WHITE, 0.06))),
        hero_ink=colour_of(WHITE),
        hero_dim=colour_of(dim),
        is_adjusted=light != own,
    )


def style_of(colour: str) -> str:
    """Return a style sheet that gives the names of app.css the shades of a colour; "" for the usual colour.

    >>> style_of("#17634a").split(";")[0]
    '@layer tokens{:root{--brand:light-dark(#17634a,#6d9d8d)'
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
    return f"@layer tokens{{:root{{{';'.join(lines)}}}}}\n"


def _readable(shade: Shade, grounds: tuple[Shade, ...], towards: Shade) -> Shade:
    """Return the nearest shade on the way to black or white that can be read on all grounds and on its own soft one."""
    for step in range(_STEPS + 1):
        tried = mixed(shade, towards, step / _STEPS)
        if all(contrast(tried, ground) >= READABLE for ground in (*grounds, _soft(tried, grounds[0]))):
            return tried
    return towards


def _soft(shade: Shade, ground: Shade) -> Shade:
    return mixed(ground, shade, 0.13)


def _hero(shade: Shade) -> Shade:
    """Return a shade dark enough for light letters, and for the dimmer ones beside them."""
    for step in range(_STEPS + 1):
        tried = mixed(shade, BLACK, step / _STEPS)
        lift, dim = mixed(tried, WHITE, 0.06), mixed(WHITE, tried, 0.12)
        if contrast(lift, dim) >= READABLE + 0.5:
            return tried
    return BLACK


def _luminance(shade: Shade) -> float:
    red, green, blue = (_linear(part / 255) for part in shade)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)
