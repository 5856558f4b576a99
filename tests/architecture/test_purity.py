"""Rules are pure, one file reads the clock, no float comes near money."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.checks import purity
from tests.architecture.planting import PACKAGE, plant, report


def test_rules_are_pure() -> None:
    faults = purity.impure_rules(PACKAGE)
    assert not faults, report(faults)


def test_only_the_clock_reads_the_clock() -> None:
    faults = purity.clock_reads(PACKAGE)
    assert not faults, report(faults)


def test_no_float_is_near_money() -> None:
    faults = purity.floats_near_money(PACKAGE)
    assert not faults, report(faults)
    assert purity.rooms_without_floats(PACKAGE) == []


IMPURE = [
    "from django.db import models",
    "from worgl.shop.models import Offer",
    "from worgl.core import clock",
    "from worgl.core.commands import command",
    "import random",
    "import os",
    "import time",
    "from uuid import uuid4\nuuid4()",
    "import uuid\nuuid.uuid4()",
    "from worgl.core.ids import new_id\nnew_id()",
    "import numpy as np\nnp.random.seed(1)",
    "from datetime import datetime\ndatetime.now()",
    "def f(path):\n    return open(path)",
    "def f():\n    from worgl.shop.queries import offers",
]


@pytest.mark.parametrize("text", IMPURE)
def test_an_impure_rule_is_caught(tmp_path: Path, text: str) -> None:
    assert purity.impure_rules(plant(tmp_path, {"shop/rules.py": text}))
    assert purity.impure_rules(plant(tmp_path, {"shop/rules/prices.py": text}))


def test_a_pure_rule_passes(tmp_path: Path) -> None:
    text = """
        from __future__ import annotations
        from dataclasses import dataclass
        from datetime import datetime
        from uuid import UUID
        from django.utils.translation import gettext_lazy as _
        from worgl.core.money import Money
        from worgl.shop.errors import SoldOut
    """
    assert not purity.impure_rules(plant(tmp_path, {"shop/rules.py": text}))


CLOCKS = [
    "from datetime import datetime\nx = datetime.now(UTC)",
    "import datetime as dt\nx = dt.datetime.utcnow()",
    "from datetime import date\nx = date.today()",
    "from django.utils import timezone\nx = timezone.now()",
    "from django.utils.timezone import now as present\nx = Field(default=present)",
    "import time\nx = time.time()",
    "from time import time_ns\nx = time_ns()",
    "x = DateTimeField(auto_now_add=True)",
    "from worgl.core import clock\nx = clock.now()",
    "from worgl.core import clock\nx = clock.world_now()",
    "from worgl.core.clock import now\nx = now()",
]


@pytest.mark.parametrize("text", CLOCKS)
def test_a_clock_read_is_caught(tmp_path: Path, text: str) -> None:
    assert purity.clock_reads(plant(tmp_path, {"shop/commands.py": text}))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("core/clock.py", "from datetime import datetime\nx = datetime.now(UTC)"),
        ("shop/views.py", "from worgl.core import clock\nx = clock.now()"),
        ("shop/tests/test_it.py", "from datetime import date\nx = date.today()"),
        ("shop/commands.py", "import time\nx = time.monotonic()"),
    ],
)
def test_the_edge_may_ask_the_time(tmp_path: Path, file: str, text: str) -> None:
    assert not purity.clock_reads(plant(tmp_path, {file: text}))


FLOATS = [
    "x = price * 0.015",
    "x = total / 3",
    "x /= 2",
    "x = round(price, 2)",
    "x = float(price)",
    "def f(rate: float) -> int: ...",
    "x = models.FloatField()",
    "import math\nx = math.sqrt(2)",
]


@pytest.mark.parametrize("text", FLOATS)
def test_a_float_near_money_is_caught(tmp_path: Path, text: str) -> None:
    assert purity.floats_near_money(plant(tmp_path, {"currency/rules.py": text}))
    assert purity.floats_near_money(plant(tmp_path, {"core/money.py": text}))
    assert purity.floats_near_money(plant(tmp_path, {"shop/rules.py": text})), "a domain that no list names"
    assert purity.floats_near_money(plant(tmp_path, {"shop/api/offers.py": text}))


def test_floats_away_from_money_pass(tmp_path: Path) -> None:
    assert not purity.floats_near_money(
        plant(tmp_path, {"core/charts.py": "x = 0.5", "currency/rules.py": "x = 7 // 2"})
    )
