"""What all tests of the API stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    """Let tests knock as often as they like; the windows have tests of their own."""
    with override_settings(API_REQUESTS_A_MINUTE=1_000_000, API_GUESSES_A_MINUTE=1_000_000):
        yield
