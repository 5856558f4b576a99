"""Every text has a translation in every language, with the same places to fill in, and is compiled."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils import translation

from tools import texts
from worgl.core.errors import NotAllowed


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return texts.texts()


def of_language(language: str) -> list[Message]:
    return [message for message in texts.catalogue(language) if message.id]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_text_is_translated_and_no_other(language: str, wanted: Catalog) -> None:
    here = {(message.id, message.context) for message in of_language(language)}
    there = {(message.id, message.context) for message in wanted if message.id}
    assert there - here == set(), "run `make texts`, then translate what it names"
    assert here - there == set(), "run `make texts`: these texts are gone"
    assert [message.id for message in of_language(language) if not texts.is_translated(message)] == []
    assert [message.id for message in of_language(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_translation_is_filled_in_where_its_original_is(language: str) -> None:
    faults = {
        str(message.id): texts.fault(message.id, message.string)
        for message in of_language(language)
        if texts.is_translated(message)
    }
    assert {own: fault for own, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    assert texts.catalogue_path(language).with_suffix(".mo").read_bytes() == texts.compiled(language)


@pytest.mark.parametrize(
    ("own", "text", "fault"),
    [
        ("Pay {name}", "Zahle {name}", ""),
        ("Pay {name}", "Zahle {nom}", "other placeholders"),
        ("Pay %(name)s", "Zahle", "other placeholders"),
        ("Pay ", "Zahle", "other spaces at its ends"),
        ("Pay", " ", "empty"),
        (("{n} day", "{n} days"), ("ein Tag", "{n} Tage"), "other placeholders"),
        (("one day", "{n} days"), ("ein Tag", "{n} Tage"), ""),
    ],
)
def test_a_faulty_translation_is_named(own: str | tuple[str, ...], text: str | tuple[str, ...], fault: str) -> None:
    assert texts.fault(own, text) == fault


def test_the_languages_offered_are_those_with_a_catalogue() -> None:
    assert {code for code, _name in settings.LANGUAGES} == {"en", *texts.LANGUAGES}


def test_a_refusal_speaks_the_language_of_its_reader() -> None:
    said = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.add(str(NotAllowed()))
    assert len(said) == len(settings.LANGUAGES)
