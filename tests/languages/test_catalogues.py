"""Every text has a translation in every language, with the same places to fill in, and is compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils import translation

from tools import texts
from worgl.core.errors import NotAllowed

WITH_TEXTS = [domain for domain in texts.domains() if len(texts.texts_of(domain))]


def of_language(domain: str, language: str) -> list[Message]:
    return [message for message in texts.catalogue_of(domain, language) if message.id]


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("domain", WITH_TEXTS)
def test_every_text_of_a_domain_is_translated_and_no_other(domain: str, language: str) -> None:
    found = of_language(domain, language)
    here = {(message.id, message.context) for message in found}
    there = {(message.id, message.context) for message in texts.texts_of(domain) if message.id}
    assert there - here == set(), "run `make texts`, then translate what it names"
    assert here - there == set(), "run `make texts`: these texts are gone"
    assert [message.id for message in found if not texts.is_translated(message)] == []
    assert [message.id for message in found if message.fuzzy] == []


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("domain", WITH_TEXTS)
def test_a_translation_is_filled_in_where_its_original_is(domain: str, language: str) -> None:
    faults = {
        str(message.id): texts.fault(message.id, message.string)
        for message in of_language(domain, language)
        if texts.is_translated(message)
    }
    assert {own: fault for own, fault in faults.items() if fault} == {}


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("domain", WITH_TEXTS)
def test_what_is_compiled_is_what_is_written(domain: str, language: str) -> None:
    assert texts.catalogue_path(domain, language).with_suffix(".mo").read_bytes() == texts.compiled(domain, language)


def test_every_domain_with_texts_has_its_catalogues_and_no_other_folder_has() -> None:
    there = {path.relative_to(texts.SOURCE).as_posix() for path in texts.SOURCE.glob("**/LC_MESSAGES/*")}
    paths = [texts.catalogue_path(domain, language) for domain in WITH_TEXTS for language in texts.LANGUAGES]
    wanted = [path.with_suffix(end) for path in paths for end in (".po", ".mo")]
    assert there == {path.relative_to(texts.SOURCE).as_posix() for path in wanted}
    assert {Path(path) for path in settings.LOCALE_PATHS} == {texts.SOURCE / name / "locale" for name in WITH_TEXTS}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_stands_in_two_domains_has_one_translation(language: str) -> None:
    assert texts.divided(language, {name: texts.catalogue_of(name, language) for name in WITH_TEXTS}) == []


def test_two_translations_of_one_text_are_named() -> None:
    shop, town = Catalog(locale="de"), Catalog(locale="de")
    shop.add("Close", "Schließen")
    town.add("Close", "Beenden")
    town.add("Close", "Nah", context="a place")
    (fault,) = texts.divided("de", {"shop": shop, "town": town})
    assert "'Schließen' in shop, 'Beenden' in town" in fault


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
