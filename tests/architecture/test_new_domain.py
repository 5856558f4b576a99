"""A domain of one noun, planted into a copy of the tree: whole it is picked up everywhere, and no part is missed.

The shed (`planted/shed`) lets members offer tools, withdraw them and list them: a page, an API, a notice, an export,
personal data, a parameter and two facts. Outside its folder two places are written: INSTALLED_APPS and the layers.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.architecture.guards import LEFT_OUT, WHOLE, faults_of_files
from tests.architecture.planting import ROOT, plant

SHED = Path(__file__).parent / "planted" / "shed"
OUTSIDE = {
    "src/worgl/config/settings.py": ('    "worgl.payments",\n', '    "worgl.payments",\n    "worgl.shed",\n'),
    "pyproject.toml": ('    "payments",\n', '    "shed",\n    "payments",\n'),
}
"""What is written outside the folder of the domain."""
RANK = {"core": 0, "communities": 1, "shed": 2, "web": 3}
LINES_MAX = 500
"""Lines of the domain, the blank ones included."""
pytestmark = pytest.mark.slow


def rooms_of_shed() -> dict[str, str]:
    """Return the files of the planted domain, by their place in the package."""
    return {
        f"shed/{path.relative_to(SHED)}".removesuffix(".txt"): path.read_text(encoding="utf-8")
        for path in sorted(SHED.rglob("*.txt"))
    }


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, object]]:
    """Return what the guards say in a copy of the tree that has the shed."""
    copy = tmp_path_factory.mktemp("tree")
    left = shutil.ignore_patterns("tests", "locale")
    shutil.copytree(ROOT / "src", copy / "src", ignore=left)
    shutil.copytree(ROOT / "tests" / "architecture", copy / "tests" / "architecture")
    shutil.copytree(ROOT / "tools", copy / "tools")
    shutil.copy2(ROOT / "pyproject.toml", copy / "pyproject.toml")
    shutil.copytree(ROOT / "src" / "worgl" / "core" / "locale", copy / "src" / "worgl" / "core" / "locale")
    plant(copy / "src", rooms_of_shed())
    for name, (before, after) in OUTSIDE.items():
        text = (copy / name).read_text(encoding="utf-8")
        assert text.count(before) == 1, name
        (copy / name).write_text(text.replace(before, after), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup(); from tests.architecture.guards import main; main()"],
        env={**os.environ, "PYTHONPATH": f"{copy / 'src'}{os.pathsep}{copy}", "WORGL_HOME": str(copy / "home")},
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: Mapping[str, Mapping[str, object]] = json.loads(done.stdout)
    return said


def test_whole_it_passes_all_guards(told: Mapping[str, Mapping[str, object]]) -> None:
    assert told["faults"][WHOLE] == []


def test_whole_it_is_picked_up_everywhere(told: Mapping[str, Mapping[str, object]]) -> None:
    assert told["picked"] == {
        **dict.fromkeys(("parameter", "webhook", "notice", "reader", "table", "api", "personal"), True),
        "help": "Tools that members lend each other.",
        "place": "town",
        "page": "/c/town/shed/",
    }


def test_it_is_short_and_two_places_outside_of_it_are_written() -> None:
    lines = sum(text.count("\n") for text in rooms_of_shed().values())
    assert lines <= LINES_MAX, lines
    assert len(OUTSIDE) == 2


NAMED = {
    "routers": "worgl.shed.api: its router is not declared",
    "pages": "no page is declared for shed:tools",
    "groups": "the parameter tools_each is not declared",
    "events": "ToolOffered is neither told by webhooks nor untold",
    "untold": "ToolWithdrawn is neither told by webhooks nor untold",
    "notices": "the kind of notice shed.offered is not declared",
    "tellers": "ToolOffered is neither told by a notice nor silent",
    "silent": "ToolWithdrawn is neither told by a notice nor silent",
    "tables": "Tool is neither among the tables nor among what stays",
    "personal": "Tool is neither personal nor impersonal",
    "files_of_member": "personal data, and no file that tells it",
}
"""What a guard says when a declaration is left out."""


@pytest.mark.parametrize("left_out", sorted(LEFT_OUT))
def test_a_declaration_that_is_left_out_is_named(told: Mapping[str, Mapping[str, object]], left_out: str) -> None:
    faults = told["faults"][left_out]
    assert isinstance(faults, list)
    assert any(NAMED[left_out] in fault for fault in faults), faults
    assert not [fault for fault in faults if "shed" not in fault], "nothing else is wrong"


SPOILT = [
    ("__init__.py", "Invariants:", "What holds:", "the prologue lacks “Invariants”"),
    ("rules.py", "return count < limit", "return count < limit * 1.0", "1.0 is a float"),
    ("rules.py", "from uuid import UUID", "from uuid import UUID\nimport random", "rules may not import random"),
    (
        "queries.py",
        "from worgl.shed import models",
        "from worgl.shed import commands",
        "queries may not import commands",
    ),
    (
        "queries.py",
        "import members_by_ids",
        "import members_by_ids\nfrom worgl.communities.models import Member",
        "closed",
    ),
    (
        "queries.py",
        '"tools.json"',
        '"SELECT 1 FROM communities_member"',
        "the table communities_member is communities's",
    ),
    ("commands.py", "key: IdempotencyKey, ", "", "key"),
    ("commands.py", "import outbox", "import clock, outbox\nNOW = clock.now()", "commands are given `now`"),
    ("models.py", '"communities.Member"', '"web.Member"', "shed holds a key to web"),
    ("notices.py", '"shed:tools"', '"web:admin"', "names an address of web"),
    ("urls.py", ', name="tools"', "", "an address has a name"),
    ("urls.py", 'app_name = "shed"', "", "under its app_name"),
    ("templates/shed/tools.html", '<ul class="rows">', '<ul style="color: red">', "an inline style"),
    ("stock.py", "", "", "“stock” is no room of a domain"),
]
"""A room, what is spoilt in it, and what a guard says."""


@pytest.mark.parametrize(("room", "before", "after", "fault"), SPOILT)
def test_a_room_that_is_spoilt_is_named(tmp_path: Path, room: str, before: str, after: str, fault: str) -> None:
    files = rooms_of_shed()
    text = files.get(f"shed/{room}", "")
    assert before in text
    sound = faults_of(plant(tmp_path / "sound", files))
    spoilt = faults_of(plant(tmp_path / "spoilt", files | {f"shed/{room}": text.replace(before, after)}))
    assert [one for one in spoilt - sound if fault in one], spoilt - sound


def faults_of(package: Path) -> set[str]:
    """Return what the guards find in a package of the shed and of one table below; without lines, which move."""
    (package / "communities" / "models").mkdir(parents=True)
    found = faults_of_files(package, rank=RANK, tables={"communities_member": "communities"})
    return {re.sub(r":\d+:", ":", one) for one in found}
