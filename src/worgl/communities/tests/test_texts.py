"""Terms, privacy and imprint: versions that stay, agreeing at joining and again, words of each language."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from worgl.communities import commands, queries
from worgl.communities.errors import TermsChanged, TextUnknown
from worgl.communities.models import Agreement, TownText
from worgl.communities.rules import TEXT_BODY_MAX, MemberId, TextKind
from worgl.communities.tests.builders import Town, fresh_key, invitation, join, town
from worgl.core.errors import InvalidInput, Refusal
from worgl.core.prose import prose
from worgl.identity.tests.builders import NOW, person

TERMS, PRIVACY, IMPRINT = TextKind


@pytest.fixture
def here(db: None) -> Town:
    return town()


def publish(actor: MemberId, kind: TextKind = TERMS, body: str = "# Be kind") -> int:
    return commands.publish_text(actor=actor, kind=kind, body=body, key=fresh_key(), now=NOW)


def number(here: Town) -> int:
    return queries.community(here.community).terms_number


def test_each_version_stays_and_the_same_text_is_no_new_one(here: Town) -> None:
    assert [publish(here.alice, body=body) for body in ("one", "two", " two\r\n")] == [1, 2, 2]
    assert publish(here.alice, IMPRINT, "Alice, Mill Lane 1") == 1
    assert queries.text(community=here.community, kind=TERMS).body == "two"
    assert queries.text(community=here.community, kind=TERMS, version=1).body == "one"
    assert [(one.kind, one.version, one.number) for one in queries.texts(here.community)] == [
        (TERMS, 2, 2),
        (IMPRINT, 1, 3),
    ]
    assert number(here) == 2, "nobody agrees to an imprint"
    with pytest.raises(TextUnknown):
        queries.text(community=here.community, kind=PRIVACY)
    with pytest.raises(TextUnknown):
        queries.text(community=here.community, kind=TERMS, version=3)


def test_who_joins_agrees_to_what_he_was_shown_and_the_day_is_kept(here: Town) -> None:
    publish(here.alice)
    link, dora = invitation(here.alice, uses=5), person("Dora")
    for agreed in (0, 7):
        with pytest.raises(TermsChanged):
            commands.join(actor=dora, token=link.token, name="Dora", agreed=agreed, key=fresh_key(), now=NOW)
    joined = commands.join(actor=dora, token=link.token, name="Dora", agreed=1, key=fresh_key(), now=NOW)
    assert [(one.number, one.at) for one in queries.agreements_of(joined)] == [(1, NOW)]
    assert queries.member(joined).agreed_number == 1


def test_without_texts_nobody_is_asked(here: Town) -> None:
    joined = join(invitation(here.alice), person("Dora"), name="Dora")
    assert queries.agreements_of(joined) == ()
    publish(here.alice, IMPRINT, "Alice")
    join(invitation(here.alice), person("Emil"), name="Emil")


def test_a_new_version_is_agreed_to_once_and_not_to_an_older_one(here: Town) -> None:
    publish(here.alice)
    publish(here.alice, PRIVACY, "We keep little.")
    with pytest.raises(TermsChanged):
        commands.agree_to_texts(actor=here.bob, number=1, key=fresh_key(), now=NOW)
    for _again in range(2):
        commands.agree_to_texts(actor=here.bob, number=2, key=fresh_key(), now=NOW)
    assert Agreement.objects.filter(member=here.bob).count() == 1


@pytest.mark.parametrize("body", ["", "  ", "x" * (TEXT_BODY_MAX + 1), "a\0b", "bell \a"])
def test_what_is_no_text_is_refused(here: Town, body: str) -> None:
    with pytest.raises(InvalidInput):
        publish(here.alice, body=body)
    assert not TownText.objects.exists()


def test_only_administrators_publish(here: Town) -> None:
    with pytest.raises(Refusal):
        publish(here.bob)


EVIL = (
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    '[a](https://x"onmouseover="alert(1))',
    "https://x.example/<img src=x onerror=alert(1)>",
    "**<b>**",
    "# <svg/onload=alert(1)>",
    "- [<i>](https://x.example/)",
    "[a](data:text/html,x)",
)
ALLOWED = re.compile(
    r"</?(h[23]|p|ul|ol|li|strong|a)>|<br>|"
    r"<a href=\"(https?://|mailto:)[^\"<>]*\" rel=\"noopener noreferrer nofollow\">"
)


@pytest.mark.parametrize("text", EVIL)
def test_nothing_but_the_few_marks_gets_through(text: str) -> None:
    assert "<" not in ALLOWED.sub("", prose(text))


@given(st.text(alphabet="<>\"'&*[]()#-1. \nahtps:/", max_size=80))
def test_whatever_is_written_is_text(text: str) -> None:
    rest = ALLOWED.sub("", prose(text))
    assert "<" not in rest
    assert ">" not in rest


def test_marks_become_headings_lists_links_and_strong_words() -> None:
    assert prose("## Who\n1. one\n2. **two**\n\nSee https://a.example/b. Or [us](mailto:a@b.example)") == (
        "<h3>Who</h3>\n<ol><li>one</li><li><strong>two</strong></li></ol>\n"
        '<p>See <a href="https://a.example/b" rel="noopener noreferrer nofollow">https://a.example/b</a>. '
        'Or <a href="mailto:a@b.example" rel="noopener noreferrer nofollow">us</a></p>'
    )


def test_words_are_those_of_the_readers_language_then_the_towns_then_the_usual_ones(here: Town) -> None:
    def rename(language: str, **words: str) -> None:
        commands.rename_words(actor=here.alice, words=words, language=language, key=fresh_key(), now=NOW)

    rename("", member="neighbour", shop="stall")
    rename("de", member="Nachbarin")

    def seen(language: str, key: str) -> str:
        with translation.override(language):
            return queries.community(here.community).words[key]

    assert [seen(language, "member") for language in ("de", "de-at", "en", "fr")] == [
        "Nachbarin",
        "Nachbarin",
        "neighbour",
        "neighbour",
    ]
    assert (seen("de", "shop"), seen("en", "levy")) == ("stall", "levy")
    rename("de")
    assert seen("de", "member") == "neighbour"
    for language in ("xx-YY", "../", "d"):
        with pytest.raises(InvalidInput):
            rename(language, member="x")
