"""Every domain has the same rooms, and their doors open one way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.checks import rooms
from tests.architecture.planting import PACKAGE, plant, report


def test_every_file_is_in_a_known_room() -> None:
    faults = rooms.unknown_rooms(PACKAGE)
    assert not faults, report(faults)


def test_rooms_import_only_the_rooms_they_may() -> None:
    faults = rooms.wrong_doors(PACKAGE)
    assert not faults, report(faults)


def test_closed_rooms_of_other_domains_stay_closed() -> None:
    faults = rooms.closed_doors(PACKAGE)
    assert not faults, report(faults)


@pytest.mark.parametrize("file", ["shop/helpers.py", "shop/utils/strings.py", "shop/plane.py"])
def test_an_unknown_room_is_caught(tmp_path: Path, file: str) -> None:
    (fault,) = rooms.unknown_rooms(plant(tmp_path, {file: ""}))
    assert fault.place == file


@pytest.mark.parametrize("file", ["shop/rules/prices.py", "core/anything.py", "web/context.py", "ledger/plane.py"])
def test_known_rooms_and_free_places_pass(tmp_path: Path, file: str) -> None:
    assert not rooms.unknown_rooms(plant(tmp_path, {file: ""}))


WRONG_DOORS = [
    ("models", "from worgl.shop import views"),
    ("models", "from worgl.shop.views import page"),
    ("models", "from .views import page"),
    ("rules", "from worgl.shop.models import Offer"),
    ("queries", "from worgl.shop.commands import sell"),
    ("views", "from worgl.shop.models import Offer"),
    ("views", "def page():\n    from worgl.shop import models"),
    ("commands", "import worgl.shop.views.page"),
]


@pytest.mark.parametrize(("room", "text"), WRONG_DOORS)
def test_a_wrong_door_is_caught(tmp_path: Path, room: str, text: str) -> None:
    inside = {"models.py": "", "views/__init__.py": "", "views/page.py": "", "commands.py": "", "queries.py": ""}
    package = plant(tmp_path, {f"shop/{name}": empty for name, empty in inside.items()} | {f"shop/{room}.py": text})
    assert len(rooms.wrong_doors(package)) == 1


def test_right_doors_pass(tmp_path: Path) -> None:
    text = "from worgl.shop import models, rules\nfrom worgl.shop.queries import offers\n"
    files = {"shop/commands.py": text, "shop/models.py": "", "shop/rules.py": "", "shop/queries.py": ""}
    assert not rooms.wrong_doors(plant(tmp_path, files))


CLOSED_DOORS = [
    ("town/queries.py", "from worgl.shop.models import Offer"),
    ("town/queries.py", "from worgl.shop import models"),
    ("town/queries.py", "import worgl.shop.models as m"),
    ("town/views.py", "from worgl.shop.forms import Form"),
    ("town/tests/test_it.py", "from worgl.shop.models import Offer"),
    ("web/views.py", "from worgl.shop.models import Offer"),
    ("town/commands.py", "from worgl.core.models import Job"),
    ("town/commands.py", "import worgl.shop"),
    ("town/commands.py", "from worgl.shop import portability"),
]


CLOSED = ["shop/models.py", "shop/forms.py", "shop/portability.py", "core/models.py"]


@pytest.mark.parametrize(("file", "text"), CLOSED_DOORS)
def test_a_closed_door_is_caught(tmp_path: Path, file: str, text: str) -> None:
    package = plant(tmp_path, dict.fromkeys(CLOSED, "") | {file: text})
    assert len(rooms.closed_doors(package)) == 1


def test_the_command_line_may_carry_whole_communities(tmp_path: Path) -> None:
    text = "from worgl.shop import portability"
    assert not rooms.closed_doors(plant(tmp_path, {"shop/portability.py": "", "cli/books.py": text}))


def test_open_doors_pass(tmp_path: Path) -> None:
    text = (
        "from worgl.shop import commands, queries\nfrom worgl.core.clock import now\nfrom worgl.ledger import plane\n"
    )
    files = {"shop/commands.py": "", "shop/queries.py": "", "core/clock.py": "", "ledger/plane.py": ""}
    assert not rooms.closed_doors(plant(tmp_path, {**files, "town/commands.py": text}))
