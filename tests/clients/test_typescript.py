"""What asks npm and uv for packages: the TypeScript client on a running server, and both clients made anew."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.clients.node import Node
from tools import clients

TILL = Path(__file__).with_name("till.ts")
pytestmark = pytest.mark.clients


def test_a_program_pays_by_the_typescript_client(node: Node, tmp_path: Path) -> None:
    shutil.copytree(clients.CLIENTS / "typescript", tmp_path, dirs_exist_ok=True)
    shutil.copy(TILL, tmp_path)
    for command in (["npm", "ci", "--no-fund", "--no-audit"], ["npx", "tsc"]):
        subprocess.run(command, cwd=tmp_path, check=True)
    command = ["node", "dist/till.js", node.url, node.key, node.payee]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == {"paid": 450, "same": True, "code": "not_enough", "unit": "ALD"}


def test_the_clients_are_what_their_generators_make(tmp_path: Path) -> None:
    clients.make(tmp_path)
    assert clients.digest_of(tmp_path) == clients.digest_of(clients.CLIENTS)
