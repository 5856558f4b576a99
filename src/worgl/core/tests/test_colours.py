"""Every colour a community can choose gives shades that can be read, on light and on dark pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.colours import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    READABLE,
    Palette,
    colour_of,
    contrast,
    palette,
    read_colour,
    shade_of,
)

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(colour_of)


def pairs(shades: Palette) -> list[tuple[str, str]]:
    """Return every letter with every ground it stands on."""
    found = []
    for theme, grounds in ((0, LIGHT_GROUNDS), (1, DARK_GROUNDS)):
        for letters in (shades.brand[theme], shades.strong[theme]):
            found += [(letters, colour_of(ground)) for ground in grounds]
        found.append((shades.brand[theme], shades.soft[theme]))
        found += [(shades.on_brand[theme], ground) for ground in (shades.brand[theme], shades.strong[theme])]
        for ground in (shades.hero[theme], shades.lift[theme]):
            found += [(letters, ground) for letters in (shades.hero_ink, shades.hero_dim)]
    return found


@given(COLOURS)
def test_letters_can_be_read_on_their_ground_whatever_the_colour(colour: str) -> None:
    for letters, ground in pairs(palette(colour)):
        assert contrast(shade_of(letters), shade_of(ground)) >= READABLE, (colour, letters, ground)


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#808080"])
def test_also_the_purest_ones(colour: str) -> None:
    for letters, ground in pairs(palette(colour)):
        assert contrast(shade_of(letters), shade_of(ground)) >= READABLE, (colour, letters, ground)


def test_a_colour_that_can_be_read_stays_and_one_that_cannot_is_said_to_be_changed() -> None:
    assert palette("#17634a").brand[0] == "#17634a"
    assert not palette("#17634a").is_adjusted
    assert palette("#ffe000").is_adjusted


@pytest.mark.parametrize("text", ["", "red", "#12345", "#12345g", "url(x)", "#1234567", "#ff0000;}"])
def test_what_is_no_colour_is_none(text: str) -> None:
    assert read_colour(text) is None
