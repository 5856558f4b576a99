"""The person at the browser where sites ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.core import context
from django.http import HttpRequest
from django.test import Client

from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import PASSWORD, person
from worgl.identity.tests.test_sign_in import sign_in


@pytest.fixture
def alice(client: Client, db: None) -> Iterator[PersonId]:
    own = person("Alice", email="alice@example.org", password=PASSWORD)
    sign_in(client, "alice@example.org", PASSWORD)
    with context.request_context(HttpRequest()):
        yield own
