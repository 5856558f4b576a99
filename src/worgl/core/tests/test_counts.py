"""Counts are written with the marks of their reader's language; what programs read has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from worgl.core.counts import Count, count_text
from worgl.core.errors import Refusal, TooLarge

WAYS = [("en", "10,000"), ("de", "10.000"), ("es", "10\u00a0000"), ("fr", "10\u00a0000")]
PLURAL = "{% load i18n %}{% blocktranslate count n=n %}{{ n }} x{% plural %}{{ n }} xs{% endblocktranslate %}"
TEMPLATES = sorted((Path(__file__).resolve().parents[2]).rglob("templates/**/*.html"))
BAR = re.compile(r"<(?:progress|meter)\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>")
MACHINE = re.compile(r'\b(?:max|min|value)="[^"]*?\{\{ *([^}]*?) *\}\}')


@pytest.mark.parametrize(("language", "shown"), WAYS)
def test_a_count_is_written_as_its_reader_writes_it_in_templates_sentences_and_refusals(
    language: str, shown: str
) -> None:
    with translation.override(language):
        assert Template("{{ n }}").render(Context({"n": 10_000})) == shown
        assert Template(PLURAL).render(Context({"n": 10_000})) == f"{shown} xs"
        assert (count_text(10_000), f"{Count(10_000)}") == (shown, shown)
        assert shown in str(TooLarge(asked="x", limit=10_000))
        assert f"{Count(7):03}" == "007"


def test_what_a_bar_of_progress_reads_has_no_marks() -> None:
    loud = [
        (path.name, name)
        for path in TEMPLATES
        for bar in BAR.findall(path.read_text(encoding="utf-8"))
        for name in MACHINE.findall(bar)
        if not name.endswith('|stringformat:"d"')
    ]
    assert loud == []


class Taken(Refusal):
    """Names a port and a count."""

    sentence = "Port {port} was asked {times} times."


def test_a_number_that_names_something_has_no_marks() -> None:
    assert str(Taken(port=12_345, times=12_345)) == "Port 12345 was asked 12,345 times."
