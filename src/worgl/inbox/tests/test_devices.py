"""Devices that take push messages: whose they are, how many, and which addresses and keys are none."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from worgl.core import clock
from worgl.core.limits import DEVICES_ADDED
from worgl.identity.rules import PersonId
from worgl.inbox import commands, queries
from worgl.inbox.commands.devices import ADDRESS_MAX, ENDPOINTS_MAX
from worgl.inbox.errors import DevicesOften, InvalidEndpoint, TooManyDevices
from worgl.inbox.models import Endpoint
from worgl.inbox.rules import Email
from worgl.inbox.tests.builders import BREAD, choose, key, reader
from worgl.inbox.tests.devices import add, half_written
from worgl.inbox.tests.pushservice import Device

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings: Settings, tmp_path: Path) -> None:
    settings.PUSH_KEY_PATH = tmp_path / "push.key"
    settings.PUSH_PRIVATE = True
    settings.SITE_URL = "https://town.example.org"
    assert commands.make_push_key()


@pytest.fixture
def alice(db: None) -> PersonId:
    own = reader("Alice")
    choose(own, BREAD, email=Email.NEVER, push=True)
    return own


def test_a_device_that_changes_hands_rings_for_its_new_owner_alone(alice: PersonId) -> None:
    bob, device = reader("Bob"), Device()
    add(alice, device, "http://127.0.0.1:9/x")
    add(bob, device, "http://127.0.0.1:9/x", name="Chrome")
    assert queries.endpoints(alice) == ()
    assert [one.name for one in queries.endpoints(bob)] == ["Chrome"]


def test_only_its_owner_removes_a_device(alice: PersonId) -> None:
    own = add(alice, Device(), "http://127.0.0.1:9/x")
    commands.remove_endpoint(actor=reader("Bob"), endpoint=own, key=key(), now=clock.now())
    assert len(queries.endpoints(alice)) == 1
    commands.remove_endpoint(actor=alice, endpoint=own, key=key(), now=clock.now())
    assert queries.endpoints(alice) == ()


def test_a_person_has_a_bounded_number_of_devices(alice: PersonId) -> None:
    for number in range(ENDPOINTS_MAX):
        add(alice, Device(), f"http://127.0.0.1:9/{number}")
    with pytest.raises(TooManyDevices):
        add(alice, Device(), "http://127.0.0.1:9/more")
    add(alice, Device(), "http://127.0.0.1:9/0")


@pytest.mark.parametrize(
    ("public", "secret"), [("x", ""), ("", "AAAA"), ("BAAA", "AAAAAAAAAAAAAAAAAAAAAA"), ("ü", "ü")]
)
def test_keys_that_are_none_are_refused(alice: PersonId, public: str, secret: str) -> None:
    with pytest.raises(InvalidEndpoint):
        commands.add_endpoint(
            actor=alice,
            address="http://127.0.0.1:9/x",
            public=public,
            secret=secret,
            name="",
            key=key(),
            now=clock.now(),
        )
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize("address", ["http://push.example.org/x", "https://127.0.0.1/x", "https://localhost/x"])
def test_an_address_inside_the_house_is_refused(alice: PersonId, settings: Settings, address: str) -> None:
    settings.PUSH_PRIVATE = False
    with pytest.raises(InvalidEndpoint):
        add(alice, Device(), address)


def test_the_key_is_made_once_and_is_nobody_elses_to_read(settings: Settings) -> None:
    before = queries.public_key()
    assert not commands.make_push_key()
    assert queries.public_key() == before
    assert settings.PUSH_KEY_PATH.stat().st_mode & 0o077 == 0


def test_an_unknown_device_is_removed_in_peace(alice: PersonId) -> None:
    commands.remove_endpoint(actor=alice, endpoint=UUID(int=1), key=key(), now=clock.now())


def test_who_removes_devices_does_not_add_them_without_end(alice: PersonId) -> None:
    for number in range(DEVICES_ADDED.most):
        own = add(alice, Device(), f"http://127.0.0.1:9/{number}")
        commands.remove_endpoint(actor=alice, endpoint=own, key=key(), now=clock.now())
    with pytest.raises(DevicesOften, match=f"added {DEVICES_ADDED.most} devices today"):
        add(alice, Device(), "http://127.0.0.1:9/more")


def test_a_device_that_lives_at_a_translated_inner_number_is_refused(alice: PersonId, settings: Settings) -> None:
    settings.PUSH_PRIVATE = False
    for host in ("[2002:7f00:1::]", "[64:ff9b::a00:1]", "[::ffff:10.0.0.1]", "0x7f.1"):
        with pytest.raises(InvalidEndpoint):
            add(alice, Device(), f"https://{host}/x")
    with pytest.raises(InvalidEndpoint):
        add(alice, Device(), "https://[2606:4700::1111]/x")
    with pytest.raises(InvalidEndpoint):
        add(alice, Device(), "https://push.example.org/" + "x" * ADDRESS_MAX)


def test_keys_that_are_not_whole_are_refused(alice: PersonId) -> None:
    device = Device()
    for public, secret in ((half_written(device), device.secret_text), (device.public_text, "c2hvcnQ")):
        with pytest.raises(InvalidEndpoint):
            commands.add_endpoint(
                actor=alice,
                address="https://x.org/",
                public=public,
                secret=secret,
                name="x",
                key=key(),
                now=clock.now(),
            )
