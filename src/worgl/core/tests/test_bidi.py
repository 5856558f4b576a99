"""Mixed writing is ordered as the Unicode Bidirectional Algorithm says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.bidi import LEFT_TO_RIGHT, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT, base_level, visual_runs

SIGNS = "abאבعم1٢3 .,-+%€!—\u05b8\u200c"


def seen(text: str, base: int) -> str:
    """Return a line as it stands from left to right; what runs from right to left has its brackets turned."""
    return "".join(
        part[::-1].translate(str.maketrans("()[]", ")(][")) if is_rtl else part
        for part, is_rtl in visual_runs(text, base)
    )


@pytest.mark.parametrize(
    ("base", "text", "line"),
    [
        (LEFT_TO_RIGHT, "plain (text) 1.5", "plain (text) 1.5"),
        (LEFT_TO_RIGHT, "an אבג 12, ok", "an 12 גבא, ok"),
        (LEFT_TO_RIGHT, "אבג, דהו", "והד ,גבא"),
        (LEFT_TO_RIGHT, "x (אב) y", "x (בא) y"),
        (LEFT_TO_RIGHT, "אב!", "בא!"),
        (RIGHT_TO_LEFT, "אב!", "!בא"),
        (RIGHT_TO_LEFT, "אב (Alder) 5", "5 (Alder) בא"),
        (RIGHT_TO_LEFT, "אב 12,50 €", "€ 12,50 בא"),
        (RIGHT_TO_LEFT, "אב 50%", "50% בא"),
        (RIGHT_TO_LEFT, "عم 12/3", "12/3 مع"),
        (LEFT_TO_RIGHT, "a (b אב) c", "a (b בא) c"),
        (RIGHT_TO_LEFT, "אב a-b", "a-b בא"),
        (RIGHT_TO_LEFT, "אב ab  ", "  ab בא"),
    ],
)
def test_a_line_stands_in_the_order_in_which_it_is_read(base: int, text: str, line: str) -> None:
    assert seen(text, base) == line


def test_a_paragraph_runs_as_its_first_letter_does() -> None:
    assert [base_level(text) for text in ("", "12 a", "(אב) a", "1 عم", f"{LEFT_TO_RIGHT_MARK}אב")] == [0, 0, 1, 1, 0]


@given(st.text(SIGNS, max_size=40), st.sampled_from([LEFT_TO_RIGHT, RIGHT_TO_LEFT]))
def test_no_sign_is_lost_or_doubled(text: str, base: int) -> None:
    assert sorted(seen(text, base)) == sorted(text)


@given(st.text("ab 12.,()!", max_size=40))
def test_writing_from_left_to_right_stays_as_it_is(text: str) -> None:
    assert seen(text, LEFT_TO_RIGHT) == text
