"""One running node for all tests of programs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.node import Node, running


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with running(tmp_path_factory.mktemp("node")) as made:
        yield made
