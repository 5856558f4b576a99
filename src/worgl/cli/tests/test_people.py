"""`worgl people`: operators, and help for those who lost their second factor."""

from __future__ import annotations

import pytest

from worgl.cli.tests.conftest import Worgl
from worgl.identity.queries import is_operator
from worgl.identity.tests.builders import person

pytestmark = pytest.mark.django_db


def test_a_person_becomes_an_operator_and_stops_being_one(worgl: Worgl) -> None:
    anna = person("Anna", email="anna@example.org")
    assert "is an operator" in worgl("people", "operator", "Anna@example.org").stdout
    assert is_operator(anna)
    assert worgl("people", "operator", "anna@example.org", "--remove").exit_code == 0
    assert not is_operator(anna)


@pytest.mark.parametrize("command", ["operator", "reset-factors"])
def test_who_is_not_registered_is_refused(worgl: Worgl, command: str) -> None:
    result = worgl("people", command, "nobody@example.org")
    assert result.exit_code == 1
    assert "no such person" in result.stderr


def test_who_has_no_second_factor_keeps_none(worgl: Worgl) -> None:
    person("Anna", email="anna@example.org")
    assert "no second factor" in worgl("people", "reset-factors", "anna@example.org").stdout
