from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worgl.core.errors import InvalidInput
from worgl.core.limits import NAME_MAX
from worgl.identity.errors import InvalidEmail, InvalidName
from worgl.identity.rules import (
    EMAIL_MAX,
    Theme,
    clean_email,
    clean_language,
    clean_name,
    clean_theme,
    fold,
)

WELCOME = [
    "Mira",
    "Bäckerei Anna 🥖",
    "مريم الخباز",
    "שרה כהן",
    "王小明",
    "O’Neill-García",
    "👩‍🌾 Hof",
    "می‌خواهم",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Shop",
    "7",
    "x" * NAME_MAX,
]
REFUSED = {
    "empty": "",
    "only spaces": " \u00a0\t ",
    "control character": "Mi\x00ra",
    "line break inside": "Mira\nNovak",
    "right-to-left override": "Mira\u202eavoN",
    "left-to-right embedding": "\u202aMira",
    "bidi isolate": "Mira\u2066",
    "right-to-left mark": "\u200fMira",
    "zero width space": "Mi\u200bra",
    "byte order mark": "\ufeffMira",
    "only joiners": "\u200d\u200c",
    "only combining marks": "\u0301\u0302",
    "blank letter": "\u3164",
    "blank braille": "\u2800",
    "lone surrogate": "Mira\ud800",
    "private use": "\ue000",
    "line separator": "Mira\u2028Novak",
    "too long": "x" * (NAME_MAX + 1),
}


@pytest.mark.parametrize("name", WELCOME)
def test_names_of_all_scripts_and_emoji_are_welcome(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_names_that_are_nothing_or_mislead_are_refused(text: str) -> None:
    with pytest.raises(InvalidName) as refusal:
        clean_name(text, field="shop")
    assert refusal.value.fields["field"] == "shop"
    assert str(refusal.value)


def test_a_name_is_trimmed_and_composed() -> None:
    assert clean_name("  Jo\u0308rg \u00a0 Muster \n") == "Jörg Muster"


@given(st.text(max_size=NAME_MAX + 20))
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    try:
        name = clean_name(text)
    except InvalidName:
        return
    assert clean_name(name) == name
    assert 1 <= len(name) <= NAME_MAX
    assert name == name.strip()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("jörg", "jorg"),
        ("JÖRG", "jorg"),
        ("Straße", "strasse"),
        ("ŁÓDŹ", "lodz"),
        ("Łukasz", "lukasz"),
        ("Sørensen", "sorensen"),
        ("Đorđe", "dorde"),
        ("Ægir Þór Guðmundsson", "aegir thor gudmundsson"),
        ("Œuvre", "oeuvre"),
        ("Ħal Għaxaq", "hal ghaxaq"),
        ("Ŧávva Ŋálla", "tavva nalla"),
        ("Işık", "isik"),
        ("O’Neill", "oneill"),
        ("O'Neill", "oneill"),
        ("O´Neill", "oneill"),
        ("Oʻahu", "oahu"),
        ("Col·lell", "collell"),
        ("Anne‑Marie", "anne marie"),
        ("Anne–Marie", "anne marie"),
        ("Anne-Marie", "anne marie"),
        ("Anne−Marie", "anne marie"),
        ("Ａｎｎａ", "anna"),
        ("İzmir", "izmir"),
    ],
)
def test_searches_disregard_case_accents_and_width(typed: str, kept: str) -> None:
    assert fold(typed) == kept


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["mira@example.org", "MIRA@Example.org ", "mira+town@sub.example.org", "o'neill@example.org", "a..b@x.jp"]
)
def test_addresses_are_kept_trimmed_and_in_lower_case(text: str) -> None:
    assert clean_email(text) == text.strip().lower()


@pytest.mark.parametrize(
    ("spellings", "kept"),
    [
        (
            ("mira@bäckerei.at", "Mira@BÄCKEREI.at", "mira@xn--bckerei-5wa.at", "mira@ba\u0308ckerei.AT"),
            "mira@xn--bckerei-5wa.at",
        ),
        (("a@例え.テスト", "a@例え。テスト", "A@XN--R8JZ45G.xn--zckzah"), "a@xn--r8jz45g.xn--zckzah"),
        (("a@straße.example", "A@xn--strae-oqa.example"), "a@xn--strae-oqa.example"),
    ],
)
def test_both_spellings_of_a_domain_are_one_address(spellings: tuple[str, ...], kept: str) -> None:
    assert {clean_email(one) for one in spellings} == {kept}


@pytest.mark.parametrize("text", ["müller@example.org", "ümit@bäckerei.at", "почта@example.org"])
def test_an_address_our_mail_cannot_send_to_is_refused_and_says_why(text: str) -> None:
    with pytest.raises(InvalidEmail) as refused:
        clean_email(text)
    assert "before the @" in str(refused.value)


@given(st.text(max_size=40), st.text(max_size=20))
def test_what_is_kept_can_be_sent_and_is_kept_the_same_again(local: str, domain: str) -> None:
    with contextlib.suppress(InvalidEmail):
        kept = clean_email(f"{local}@{domain}")
        assert kept.isascii()
        assert clean_email(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mira",
        "@example.org",
        "mira@",
        "a@b@example.org",
        "mira novak@example.org",
        "mira@.org",
        "m\x00@example.org",
        "x" * EMAIL_MAX + "@example.org",
        "mira@example.org\nBcc: all@example.org",
        "mira,bob@example.org",
        "mira(x)@example.org",
        '"mira"@example.org',
        "mira@example..org",
        "mira@-example.org",
        "mira@exa mple.org",
        "mira@xn--a.org",
        "x" * 65 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidEmail):
        clean_email(text)


def test_themes_and_languages_are_those_offered() -> None:
    assert clean_theme("dark") is Theme.DARK
    assert clean_theme("") is Theme.SYSTEM
    assert clean_language("de", offered=frozenset({"de"})) == "de"
    assert clean_language("", offered=frozenset()) == ""
    with pytest.raises(InvalidInput):
        clean_theme("pink")
    with pytest.raises(InvalidInput):
        clean_language("xx", offered=frozenset({"de"}))
