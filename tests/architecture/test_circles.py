"""No circles of imports inside a domain: every module can be read, and loaded, after what it stands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.checks import circles
from tests.architecture.planting import PACKAGE, plant, report

BARE = frozenset({("ledger", "store")})
"""Rooms of which each module is loaded alone: a database's own SQL without the other's driver."""


def test_no_modules_of_a_domain_import_each_other_in_a_circle() -> None:
    faults = circles.circles(PACKAGE)
    assert not faults, report(faults)


def test_the_heads_of_bare_rooms_import_nothing_of_their_own() -> None:
    assert all((PACKAGE / domain / room / "__init__.py").exists() for domain, room in BARE)
    faults = circles.crowded_heads(PACKAGE, rooms=BARE)
    assert not faults, report(faults)


@pytest.mark.parametrize(
    "way",
    [
        "from worgl.shop.rules.prices import least\n",
        "from worgl.shop.rules import prices\n",
        "from . import prices\n",
        "def due():\n    from worgl.shop.rules.prices import least\n",
    ],
)
def test_a_circle_is_caught_wherever_it_closes(tmp_path: Path, way: str) -> None:
    files = {
        "shop/rules/__init__.py": "",
        "shop/rules/prices.py": "from worgl.shop.rules.shelf import room",
        "shop/rules/shelf.py": "from worgl.shop.rules.stock import count",
        "shop/rules/stock.py": way,
    }
    (fault,) = circles.circles(plant(tmp_path, files))
    assert fault.place == "shop/rules/prices.py"
    assert "worgl.shop.rules.shelf, worgl.shop.rules.stock" in fault.sentence


def test_a_circle_between_two_rooms_is_caught(tmp_path: Path) -> None:
    files = {"web/front.py": "from worgl.web import back", "web/back.py": "from worgl.web.front import shown"}
    assert len(circles.circles(plant(tmp_path, files))) == 1


def test_a_module_that_asks_its_own_head_is_caught(tmp_path: Path) -> None:
    files = {
        "shop/models/__init__.py": "from worgl.shop.models.shelf import Shelf",
        "shop/models/shelf.py": "from worgl.shop.models import Shop",
    }
    assert len(circles.circles(plant(tmp_path, files))) == 1


def test_imports_that_only_run_downwards_pass(tmp_path: Path) -> None:
    files = {
        "shop/models/__init__.py": "from worgl.shop.models.shelf import Shelf",
        "shop/models/shelf.py": "from worgl.shop.models.shop import Shop",
        "shop/models/shop.py": "",
        "shop/tests/builders.py": "from worgl.shop.tests import things",
        "shop/tests/things.py": "from worgl.shop.tests import builders",
    }
    assert not circles.circles(plant(tmp_path, files))


@pytest.mark.parametrize(
    "text", ["from worgl.shop.store.base import Store", "def f():\n    from worgl.shop.store import base\n"]
)
def test_a_crowded_head_is_caught(tmp_path: Path, text: str) -> None:
    files = {"shop/store/__init__.py": text, "shop/store/base.py": ""}
    rooms = frozenset({("shop", "store")})
    assert len(circles.crowded_heads(plant(tmp_path, files), rooms=rooms)) == 1
