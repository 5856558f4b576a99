"""The recipes in every language: built as the English ones are, and naming buttons and pages as that language does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tools import texts
from worgl.core import recipes

TRANSLATED = sorted(set(recipes.names()) - recipes.IN_ENGLISH_ALONE)
HEADING = re.compile(rf"^## {recipes.PROGRAM}$.*", re.MULTILINE | re.DOTALL)


def page_part(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": False}).enable("table").parse(HEADING.sub("", text))


def english(name: str) -> str:
    return (recipes.FOLDER / f"{name}.md").read_text(encoding="utf-8")


def file_of(language: str, name: str) -> Path:
    return recipes.FOLDER / language / f"{name}.md"


def shape(text: str) -> list[str]:
    """Return how a text is built: its headings, paragraphs, items, rows and cells, and what its links lead to."""
    found = []
    for token in page_part(text):
        found.append(token.type + token.tag)
        for child in token.children or []:
            if child.type == "link_open":
                target = str(child.attrGet("href")).partition("#")[0]
                found.append(target.removeprefix("../../").removeprefix("../"))
    return found


def links_drawn(name: str, language: str) -> list[str]:
    found = recipes.recipe(name, lambda other: f"/help/{other}/", language)
    assert found is not None
    return re.findall(r'href="([^"]+)"', found.html)


def labels(text: str) -> Iterator[str]:
    """Yield what is set off by stars: the names of buttons and pages, each step of a way by itself."""
    for token in page_part(text):
        depth, words = 0, ""
        for child in token.children or []:
            if child.type in {"em_open", "strong_open"}:
                depth, words = depth + 1, ""
            elif child.type in {"em_close", "strong_close"}:
                depth -= 1
                yield from (step.strip(" .:") for step in re.split(r" → |, ", words))
                yield words.strip(" .:")
            elif depth and child.type == "text":
                words += child.content


def misnamed(own: str, theirs: str, catalogue: Catalog) -> dict[str, str]:
    """Return the names of the interface a recipe has, with their translations that its own translation lacks."""
    words = {message.id: message.string for message in catalogue if isinstance(message.id, str) and not message.context}
    shown = set(labels(theirs))
    named = {label: str(words[label]) for label in labels(own) if words.get(label)}
    return {label: word for label, word in named.items() if word.strip(" .:") not in shown}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_recipe_for_people_is_there_and_no_other(language: str) -> None:
    assert sorted(file.stem for file in (recipes.FOLDER / language).glob("*.md")) == TRANSLATED


@pytest.mark.parametrize("name", TRANSLATED)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_recipe_is_built_like_the_english_one(language: str, name: str) -> None:
    assert shape(file_of(language, name).read_text(encoding="utf-8")) == shape(english(name))


@pytest.mark.parametrize("name", TRANSLATED)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_recipe_as_a_page_leads_where_the_english_one_does(language: str, name: str) -> None:
    assert links_drawn(name, language) == links_drawn(name, recipes.SOURCE)


@pytest.mark.parametrize("name", TRANSLATED)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_recipe_names_buttons_and_pages_as_they_are_called(language: str, name: str) -> None:
    text = file_of(language, name).read_text(encoding="utf-8")
    assert misnamed(english(name), text, texts.catalogue(language)) == {}


def test_a_wrong_name_and_a_lost_row_are_caught() -> None:
    own = "# A\n\n*Pay*, then **Settings → Second factor**. *Nothing of the kind.*\n\n* one\n* two\n"
    good = "# A\n\n*Zahlen*, dann **Einstellungen → Zweiter Faktor**.\n\n* eins\n* zwei\n"
    catalogue = Catalog()
    for label, word in {"Pay": "Zahlen", "Settings": "Einstellungen", "Second factor": "Zweiter Faktor"}.items():
        catalogue.add(label, word)
    assert misnamed(own, good, catalogue) == {}
    assert misnamed(own, good.replace("Zahlen", "Bezahlen"), catalogue) == {"Pay": "Zahlen"}
    assert shape(own) == shape(good)
    assert shape(own) != shape(good.replace("* zwei\n", ""))
    assert shape(own) != shape(own.replace("one", "[one](pay-and-refund.md)"))
