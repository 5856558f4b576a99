"""Texts for people are put together when they are read, and count as people do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.checks import texts
from tests.architecture.planting import PACKAGE, plant, report
from tools.texts import texts as all_texts

BOUNDS = {"size", "answer_days", "asked", "cap", "least", "limit", "longest", "most", "rows_max"}
"""Places of texts that are filled with bounds, all above one."""
WORDS = {
    "account",
    "address",
    "amount",
    "before",
    "book",
    "coin",
    "community",
    "email",
    "exempt",
    "free",
    "line",
    "name",
}
MORE_WORDS = {"line", "name", "now", "payer", "target", "unit", "by", "payee"}
"""Places that are filled with names, amounts and other texts."""
NEVER_ONE = frozenset(BOUNDS | WORDS | MORE_WORDS)
HAVE_A_FORM_FOR_ONE = {
    "Brought in {count} members with their balances",
    "Gave limits by a rule to {count} members",
    "Issued {amount} to members, in {count} parts",
    "Made personal links for {count} members who came with an import",
    "Ordered that {count} members get {amount} of new money each, {whole} together",
    "Ordered that {count} members get {amount} out of the common fund each, {whole} together",
}
"""Sentences of the record, which is kept: for one, another sentence is written."""
ABOVE_ONE = {
    "Choose a day from today up to {days} days from now.",
    "Switched off a webhook of the community: nobody took its messages for {days} days",
    "The person who was paid has {days} days to answer. Rule when the answer is there, or when they are over.",
    "Trade in {days} days, {coin}",
    "of {members}, in {days} days",
    "with people who paid nobody for {days} days",
    "There are {rows} rows in it, and at most {most} fit. Send it in several parts.",
    "This file is too large. A list of {rows} rows fits.",
    "{share} of the members’ money belongs to people who paid nobody for {days} days.",
}
"""Their numbers are constants above one, or above such a constant."""
HEAD = "from django.utils.translation import gettext as now, gettext_lazy as _, ngettext_lazy\n"


def test_no_text_is_put_together_when_its_module_is_imported() -> None:
    faults = texts.fixed_at_import(PACKAGE)
    assert not faults, report(faults)


def test_what_is_counted_has_a_plural() -> None:
    singular = [message.id for message in all_texts() if message.id and isinstance(message.id, str)]
    found = set(texts.without_plural(singular, never_one=NEVER_ONE))
    assert found - HAVE_A_FORM_FOR_ONE - ABOVE_ONE == set()
    assert (HAVE_A_FORM_FOR_ONE | ABOVE_ONE) - found == set(), "these need no exception any more"


@pytest.mark.parametrize(
    "line",
    [
        "A = now('x')",
        "A = _('x {n}').format(n=1)",
        "A = _('x')\nB = f'{A}!'",
        "A = _('x') + '!'",
        "A = _('%s') % 1",
        "class Form:\n    label = str(_('x'))",
        "def field(label=now('x')): ...",
        "A = [', '.join([_('x'), _('y')])]",
    ],
)
def test_a_text_fixed_at_import_is_caught(tmp_path: Path, line: str) -> None:
    assert texts.fixed_at_import(plant(tmp_path, {"shop/forms.py": HEAD + line}))


@pytest.mark.parametrize(
    "line",
    ["A = _('x')", "def f():\n    return now('x').format(n=1)", "A = lambda: now('x')", "A = ngettext_lazy('a', 'b')"],
)
def test_a_text_that_waits_for_its_reader_passes(tmp_path: Path, line: str) -> None:
    assert not texts.fixed_at_import(plant(tmp_path, {"shop/forms.py": HEAD + line}))


@pytest.mark.parametrize(
    ("text", "is_faulty"),
    [
        ("{n} people", True),
        ("Wait {n} days.", True),
        ("%(n)s open requests", True),
        ("Rows: {n}", False),
        ("{limit} days", False),
        ("{name} has paid", False),
    ],
)
def test_a_number_before_a_plural_is_caught(text: str, is_faulty: bool) -> None:
    assert bool(texts.without_plural([text], never_one=NEVER_ONE)) is is_faulty
