"""Sizes, prologues, reasons, and what tests may not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.checks import shape
from tests.architecture.planting import PACKAGE, ROOT, WRITTEN, plant, report

STILL_LONG = frozenset({"payments/tests/test_commands.py", "payments/tests/test_views.py"})
"""Tests that are still to be cut; the list may only shrink."""


def test_files_and_functions_keep_their_size() -> None:
    faults = shape.oversized(WRITTEN, known=STILL_LONG)
    assert not faults, report(faults)


def test_the_lines_of_pages_can_be_read() -> None:
    faults = shape.wide_pages(PACKAGE)
    assert not faults, report(faults)


def test_a_wide_line_of_a_page_is_caught(tmp_path: Path) -> None:
    files = {
        "shop/templates/shop/page.html": f"{'x' * 200}\n{'x' * 201}\n",
        "town/templates/mail.txt": "x" * 201,
    }
    faults = shape.wide_pages(plant(tmp_path, files))
    assert [(fault.place, fault.line) for fault in faults] == [
        ("shop/templates/shop/page.html", 2),
        ("town/templates/mail.txt", 1),
    ]


def test_every_domain_has_a_prologue() -> None:
    faults = shape.missing_prologues(PACKAGE)
    assert not faults, report(faults)


def test_every_ignored_check_has_a_reason() -> None:
    faults = shape.ignores_without_reason(folder for folder in WRITTEN if folder != ROOT / "tests")
    own = shape.ignores_without_reason([ROOT / "tests" / "support", ROOT / "tests" / "browser"])
    assert not faults + own, report(faults + own)


def test_every_rule_switched_off_has_a_reason() -> None:
    faults = shape.unreasoned_rules((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert not faults, report(faults)


def test_tests_keep_their_own_rules() -> None:
    faults = shape.forbidden_in_tests(WRITTEN)
    assert not faults, report(faults)


def test_names_say_something() -> None:
    faults = shape.vague_names(PACKAGE)
    assert not faults, report(faults)


@pytest.mark.parametrize(
    "text", ["def process_payment(): ...", "class LevyManager: ...", "def helper(): ...", "class UserInfo: ..."]
)
def test_a_name_that_says_nothing_is_caught(tmp_path: Path, text: str) -> None:
    assert len(shape.vague_names(plant(tmp_path, {"shop/rules.py": text}))) == 1


def test_names_django_asks_for_pass(tmp_path: Path) -> None:
    text = "class PeopleManager(BaseUserManager): ...\ndef process_exception(): ...\nclass Database: ..."
    assert not shape.vague_names(plant(tmp_path, {"shop/middleware.py": text}))


def test_people_are_they() -> None:
    faults = shape.gendered_people(WRITTEN)
    assert not faults, report(faults)


@pytest.mark.parametrize(
    "text",
    [
        '"""What a member says of himself."""',
        'def pay():\n    """Pay.\n\n    Whoever repeats it learns how he fared.\n    """',
        'name = ""\n"""His name."""',
        "x = 1  # the payer and her account",
    ],
)
def test_a_person_who_is_given_a_gender_is_caught(tmp_path: Path, text: str) -> None:
    assert len(shape.gendered_people([plant(tmp_path, {"shop/rules.py": text})])) == 1


def test_they_and_what_a_program_says_pass(tmp_path: Path) -> None:
    text = '"""What they do there: the others, this, the theme."""\nher = _("She and his friend")  # theirs'
    assert not shape.gendered_people([plant(tmp_path, {"shop/rules.py": text})])


def test_a_long_file_is_caught(tmp_path: Path) -> None:
    package = plant(tmp_path, {"shop/rules.py": "x = 1\n" * 401, "shop/queries.py": "x = 1\n" * 400})
    (fault,) = shape.oversized([package])
    assert fault.place == "shop/rules.py"


def test_a_known_long_file_passes_and_has_no_exception_once_it_is_short(tmp_path: Path) -> None:
    package = plant(tmp_path, {"shop/rules.py": "x = 1\n" * 401, "shop/queries.py": "x = 1\n" * 400})
    (fault,) = shape.oversized([package], known=frozenset({"shop/rules.py", "shop/queries.py"}))
    assert fault.place == "shop/queries.py"


def test_a_long_page_is_caught_and_a_vendored_file_is_not(tmp_path: Path) -> None:
    files = {"web/static/vendor/lib.js": "x\n" * 900, "shop/templates/shop/page.html": "x\n" * 401}
    (fault,) = shape.oversized([plant(tmp_path, files)])
    assert fault.place == "shop/templates/shop/page.html"


def test_a_long_function_is_caught(tmp_path: Path) -> None:
    long = "def f():\n" + "    x = 1\n" * 70
    short = "def g():\n" + "    x = 1\n" * 69
    (fault,) = shape.oversized([plant(tmp_path, {"shop/rules.py": long + short})])
    assert "f has 71 lines" in fault.sentence


def test_a_missing_prologue_is_caught(tmp_path: Path) -> None:
    whole = '"""Shops.\n\nWords: x.\n\nInvariants: y.\nSize limits: z.\n"""'
    files = {
        "shop/__init__.py": whole,
        "town/__init__.py": '"""Towns."""',
        "fair/rules.py": "",
        "web/__init__.py": '"""W."""',
    }
    faults = shape.missing_prologues(plant(tmp_path, files))
    assert {fault.place for fault in faults} == {"town/__init__.py", "fair/__init__.py"}
    assert len(faults) == 4


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa",
        "x = 1  # noqa: E501",
        "x = 1  # noqa: E501 because",
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[misc]",
    ],
)
def test_an_ignore_without_reason_is_caught(tmp_path: Path, line: str) -> None:
    assert shape.ignores_without_reason([plant(tmp_path, {"shop/rules.py": line})])


@pytest.mark.parametrize(
    "line",
    ["x = 1  # noqa: E501, S101 -- a table reads better wide", "x = 1  # type: ignore[misc]  # never read by Django"],
)
def test_an_ignore_with_reason_passes(tmp_path: Path, line: str) -> None:
    assert not shape.ignores_without_reason([plant(tmp_path, {"shop/rules.py": line})])


def test_a_rule_switched_off_without_reason_is_caught() -> None:
    text = '[tool.ruff.lint]\nignore = [\n    "S101",\n    "D107", # told by the class\n]\n'
    (fault,) = shape.unreasoned_rules(text)
    assert fault.line == 3


@pytest.mark.parametrize(
    "text",
    [
        "from unittest.mock import patch",
        "from unittest import mock",
        "@pytest.mark.django_db(transaction=True)\ndef test_x(): ...",
        "@pytest.mark.skip\ndef test_x(): ...\n@pytest.mark.skip()\ndef test_y(): ...",
        "@pytest.mark.xfail(strict=True)\ndef test_x(): ...",
    ],
)
def test_what_a_test_may_not_do_is_caught(tmp_path: Path, text: str) -> None:
    assert shape.forbidden_in_tests([plant(tmp_path, {"shop/tests/test_it.py": text})])
