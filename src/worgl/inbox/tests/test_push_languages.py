"""What a device shows is written in the language of whoever reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tests.support.patience import AHEAD
from worgl.core import clock, jobs
from worgl.identity.commands import note_read_in
from worgl.inbox import commands
from worgl.inbox.rules import Email
from worgl.inbox.tests.builders import BREAD, bread, choose, reader, tell
from worgl.inbox.tests.devices import add
from worgl.inbox.tests.pushservice import Device, open_push_service


@pytest.fixture(autouse=True)
def _own_key(settings: Settings, tmp_path: Path) -> None:
    settings.PUSH_KEY_PATH = tmp_path / "push.key"
    settings.PUSH_PRIVATE = True
    assert commands.make_push_key()


@pytest.mark.django_db
def test_a_device_is_told_in_its_readers_language_whoever_causes_it() -> None:
    now = clock.now() + AHEAD
    devices = {"/de": (reader("Greta", language="de"), Device()), "/es": (reader("Elena", language="es"), Device())}
    # Fleur has chosen nothing, and reads pages in French; nothing is known of Nora.
    fleur = reader("Fleur")
    note_read_in(fleur, language="fr")
    devices |= {"/fr": (fleur, Device()), "/none": (reader("Nora"), Device())}
    sender = reader("Sofia", language="es")
    with open_push_service() as service:
        for path, (own, device) in devices.items():
            choose(own, BREAD, email=Email.NEVER, push=True)
            add(own, device, f"{service.url}{path}")
        with translation.override("es"):
            for own, _device in devices.values():
                tell(bread(own, by=sender), now=now)
            jobs.run_due(now=now)
    read = {path: devices[path][1].read(body)["body"] for path, _headers, body in service.arrived}
    assert {path: text.rpartition(" on ")[2] for path, text in read.items()} == {
        "/de": "1. Dezember 2026.",
        "/es": "1 de diciembre de 2026.",
        "/fr": "1er décembre 2026.",
        "/none": "1 December 2026.",
    }
