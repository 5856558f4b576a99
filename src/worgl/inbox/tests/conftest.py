"""The kinds of notices these tests tell of."""

from __future__ import annotations

import pytest

from worgl.inbox.tests.builders import declare_kinds


@pytest.fixture(autouse=True)
def _kinds() -> None:
    declare_kinds()
