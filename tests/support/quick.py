"""Settings of production that cost a test time and tell it nothing; each has a test of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings

from worgl.identity.adapter.hasher import BoundedArgon2


class QuickHasher(BoundedArgon2):
    """Argon2 without its cost, which is a tenth of a second of two processors for each password."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1


@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Hash passwords at no cost, and look for static files when they are asked for.

    WhiteNoise lists all of them when a site starts, and for a test each client is a site that starts.
    """
    hasher = f"{QuickHasher.__module__}.{QuickHasher.__qualname__}"
    with override_settings(PASSWORD_HASHERS=[hasher], WHITENOISE_AUTOREFRESH=True):
        yield
