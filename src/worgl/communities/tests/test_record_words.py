"""What the record keeps in codes is said in words on its page, and names do not change the order of dates."""

from __future__ import annotations

from django.utils import translation

from worgl.communities.rules import WORDS as ALL
from worgl.communities.templatetags.communities import power
from worgl.core.templatetags.worgl import apart

WORDS = {name: str(word) for name, word in ALL.items()}


def test_codes_are_said_in_words_and_other_text_stays() -> None:
    assert power("active admin treasurer", WORDS) == "active, administrator, treasurer"
    assert power("till", WORDS) == "at the till only"
    assert power("Anna’s Bakery", WORDS) == "Anna’s Bakery"
    assert power("", WORDS) == ""
    with translation.override("de"):
        assert power("suspended", WORDS) == "pausiert"


def test_a_name_is_kept_apart_from_the_numbers_beside_it() -> None:
    assert apart("ليلى <b>") == "<bdi>ليلى &lt;b&gt;</bdi>"
