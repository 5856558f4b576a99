"""Every refusal, every bound and every rate is met by a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.checks import met
from tests.architecture.planting import PACKAGE, ROOT, plant, report

TESTS = (PACKAGE, ROOT / "tests")
REFUSALS = """
class Closed(Refusal):
    code, status = "closed", 409
class Shut(Closed):
    code = "shut"
class Group(Refusal): ...
class Inside(Group):
    code = "inside"
SIZE_MAX = 3
"""


def test_every_refusal_is_met_by_a_test() -> None:
    faults = met.unmet_refusals(PACKAGE, TESTS)
    assert not faults, report(faults)


def test_every_bound_is_met_by_a_test() -> None:
    faults = met.unmet_bounds(PACKAGE, TESTS)
    assert not faults, report(faults)


def test_a_refusal_no_test_names_is_caught(tmp_path: Path) -> None:
    files = {"shop/errors.py": REFUSALS, "shop/tests/test_a.py": "from x import Closed\nassert x == 'shut'"}
    package = plant(tmp_path, files)
    (fault,) = met.unmet_refusals(package, [package])
    assert "Inside" in fault.sentence


def test_a_group_that_is_raised_itself_is_caught(tmp_path: Path) -> None:
    files = {
        "shop/errors.py": REFUSALS,
        "shop/commands.py": "raise Group(a=1)",
        "shop/tests/test_a.py": "a = 'closed shut inside'",
    }
    package = plant(tmp_path, files)
    (fault,) = met.unmet_refusals(package, [package])
    assert "Group" in fault.sentence


def test_a_bound_no_test_names_is_caught(tmp_path: Path) -> None:
    package = plant(tmp_path, {"shop/rules.py": REFUSALS, "shop/tests/test_a.py": ""})
    assert len(met.unmet_bounds(package, [package])) == 1
    met_here = "monkeypatch.setattr(rules, 'SIZE_MAX', 1)"
    package = plant(tmp_path / "met", {"shop/rules.py": REFUSALS, "shop/tests/test_a.py": met_here})
    assert not met.unmet_bounds(package, [package])


@pytest.mark.parametrize("made", ["Rate('a', 1, 60)", "limits.Rate('a', most=1, span_s=60)"])
@pytest.mark.parametrize("name", ["LETTERS", "LETTERS: Rate"])
def test_a_rate_no_test_names_is_caught(tmp_path: Path, name: str, made: str) -> None:
    rate = f"PLAIN = 3\n{name} = {made}"
    package = plant(tmp_path, {"shop/limits.py": rate, "shop/tests/test_a.py": "LETTERS_MORE = 1"})
    (fault,) = met.unmet_bounds(package, [package])
    assert "LETTERS of worgl.shop.limits" in fault.sentence
    package = plant(tmp_path / "met", {"shop/limits.py": rate, "shop/tests/test_a.py": "assert limits.LETTERS"})
    assert not met.unmet_bounds(package, [package])


@pytest.mark.parametrize(
    "test",
    [
        "from worgl.shop.rules import SIZE_MAX as MOST\nassert MOST",
        "from worgl.shop import rules\nassert rules.SIZE_MAX",
        "import worgl.shop.rules\nassert worgl.shop.rules.SIZE_MAX",
        "from worgl.shop import rules as own\nmonkeypatch.setattr(own, 'SIZE_MAX', 1)",
        "monkeypatch.setattr('worgl.shop.rules.SIZE_MAX', 1)",
        "from worgl.shop.forms import SIZE_MAX\nassert SIZE_MAX",
    ],
)
def test_a_bound_is_not_met_by_the_test_of_a_namesake(tmp_path: Path, test: str) -> None:
    files = {
        "shop/rules.py": REFUSALS,
        "shop/forms.py": "from worgl.shop.rules import SIZE_MAX",
        "bank/rules.py": REFUSALS,
        "shop/tests/test_a.py": test,
    }
    package = plant(tmp_path, files)
    (fault,) = met.unmet_bounds(package, [package])
    assert fault.place == "bank/rules.py"


@pytest.mark.parametrize("test", ["from worgl.shop.errors import Closed\nassert Closed", "assert x == 'shop_closed'"])
def test_a_refusal_is_not_met_by_the_test_of_a_namesake(tmp_path: Path, test: str) -> None:
    files = {
        f"{name}/errors.py": f'class Closed(Refusal):\n    code, status = "{name}_closed", 409\n'
        for name in ("shop", "bank")
    }
    package = plant(tmp_path, {**files, "shop/tests/test_a.py": test})
    (fault,) = met.unmet_refusals(package, [package])
    assert fault.place == "bank/errors.py"
