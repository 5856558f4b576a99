"""Initials: one function for every name that is shown without a picture."""

from __future__ import annotations

import pytest

from worgl.core.initials import initials_of
from worgl.core.templatetags.worgl import avatar, disc

NAMES = [
    ("Mira", "M"),
    ("mira novak", "MN"),
    ("Mira von der Novak", "MN"),
    ("  Mira \u00a0 Novak ", "MN"),
    ("王 明", "王明"),
    ("王小明", "王"),
    ("山田　太郎", "山太"),
    ("🥖 Anna", "🥖A"),
    ("👩🏽‍🍳 Ada", "👩🏽‍🍳A"),
    ("❤️ Cafe", "❤️C"),
    ("🇦🇹 Wien", "🇦🇹W"),
    ("🏴󠁧󠁢󠁳󠁣󠁴󠁿 Bakery", "🏴󠁧󠁢󠁳󠁣󠁴󠁿B"),
    ("E\u0301mile Zola", "E\u0301Z"),
    ("„Café Central“", "CC"),
    ("(bakery) & sons", "BS"),
    ("O'Neil - Books", "OB"),
    ("3 Brothers", "3B"),
    ("ßeta", "ß"),
    ("नीरज शर्मा", "नीश"),
    ("", "?"),
    ("–", "?"),
    ("\u200b\u202e", "?"),
]


@pytest.mark.parametrize(("name", "initials"), NAMES)
def test_initials_are_the_first_signs_of_the_first_and_last_word(name: str, initials: str) -> None:
    assert initials_of(name) == initials


@pytest.mark.parametrize(("name", "initials"), NAMES)
def test_a_person_and_a_bare_name_are_drawn_alike(name: str, initials: str) -> None:
    class Person:
        """Has what templates ask of whoever has a face."""

        hue = 3
        picture = ""

    person = Person()
    person.name = name  # type: ignore[attr-defined]  # what a template finds by name
    assert f">{initials.replace(chr(39), '&#x27;')}<" in disc(name, 3)
    assert avatar(person) == disc(name, 3)
