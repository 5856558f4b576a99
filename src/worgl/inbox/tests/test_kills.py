"""A worker that is killed with SIGKILL while it sends: nothing is lost, and nothing is sent twice but in one window.

The window is between the moment the mail server has taken a letter and the moment the worker has noted that: from
outside nobody can tell which of the two came last. A letter that is repeated there has the same Message-ID.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.homes import prepare
from tests.support.patience import PATIENCE_S
from worgl.inbox.tests.postbox import OK, Postbox, open_postbox

ROOT = Path(__file__).resolve().parents[4]
LETTERS = 3
LATER = 10
"""Minutes after which a dead worker's claim and lease are over."""

pytestmark = pytest.mark.slow


class Node:
    """A worgl with a database and a mail server of its own, whose workers are processes."""

    def __init__(self, home: Path, box: Postbox) -> None:
        self.box = box
        clean = {name: value for name, value in os.environ.items() if not name.startswith("WORGL_")}
        mail = f"smtp://127.0.0.1:{box.port}"
        self.environment = {
            **clean, "WORGL_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": "src", "WORGL_EMAIL_URL": mail
        }  # fmt: skip
        self.running: list[subprocess.Popen[str]] = []
        prepare(home)
        self.run("tell", str(LETTERS))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, *arguments]
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.running.append(process)
        return process

    def ended(self, process: subprocess.Popen[str]) -> int:
        self.said, self.complained = process.communicate(timeout=PATIENCE_S)
        return process.returncode

    def run(self, *arguments: str) -> dict[str, int]:
        code = self.ended(self.start("-m", "worgl.inbox.tests.worker", *arguments))
        assert code == 0, self.complained
        states: dict[str, int] = json.loads(self.said)
        return states

    def kill(self) -> str:
        self.running[-1].kill()
        return OK

    def die_working(self) -> None:
        process = self.start("-m", "worgl.inbox.tests.worker", "work", "0")
        assert self.ended(process) == -signal.SIGKILL, self.complained

    def arrivals(self) -> Counter[str]:
        return Counter(str(letter["Message-ID"]).strip() for letter in self.box.letters)


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with open_postbox() as box:
        yield Node(tmp_path, box)


def fatal_at(node: Node, stage: str, turn: int) -> None:
    """Let the worker be killed at a stage of the letter of that turn, and from then on never again."""
    turns = iter(range(1, 1_000))

    def fatal() -> str:
        return node.kill() if next(turns) == turn else OK

    setattr(node.box, stage, fatal)


@pytest.mark.parametrize(
    ("stage", "turn", "repeated"),
    [
        ("on_hello", 1, 0),  # taken from the queue, not handed over yet
        ("on_recipient", 1, 0),  # half handed over
        ("on_recipient", 2, 0),  # one is sent and noted, the next half handed over
        ("on_text", 1, 1),  # handed over, not noted: the window
        ("on_text", 2, 1),  # the same, with one sent and noted before
    ],
)
def test_a_killed_worker_loses_nothing_and_repeats_only_in_the_window(
    node: Node, stage: str, turn: int, repeated: int
) -> None:
    fatal_at(node, stage, turn)
    node.die_working()
    before = node.arrivals()
    assert node.run("work", "0").get("sending") == 1, "what the dead worker had taken is not taken from it at once"
    assert all(node.arrivals()[letter] == count for letter, count in before.items())
    assert node.run("work", str(LATER)) == {"sent": LETTERS}
    assert node.run("work", str(2 * LATER)) == {"sent": LETTERS}
    arrivals = node.arrivals()
    assert len(arrivals) == LETTERS
    assert sorted(arrivals.values()) == [1] * (LETTERS - repeated) + [2] * repeated


def test_two_workers_at_once_send_each_letter_once(node: Node) -> None:
    node.run("tell", "40")
    workers = [node.start("-m", "worgl.inbox.tests.worker", "work", "0") for _worker in range(2)]
    for worker in workers:
        assert node.ended(worker) == 0, node.complained
    node.run("work", str(LATER))
    assert node.run("look") == {"sent": LETTERS + 40}
    assert set(node.arrivals().values()) == {1}
    assert len(node.arrivals()) == LETTERS + 40
