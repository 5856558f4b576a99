"""Push messages, through a real push service whose device decrypts them."""

from __future__ import annotations

import json
import socket
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from py_vapid import Vapid02
from pytest_django.fixtures import Settings

from tests.support.patience import AHEAD
from worgl.core import clock, jobs, outgoing
from worgl.core.tests.receivers import listening, silence
from worgl.identity.rules import PersonId
from worgl.inbox import commands, queries
from worgl.inbox.commands.devices import ENDPOINTS_MAX
from worgl.inbox.errors import PushNotSetUp
from worgl.inbox.jobs.pushing import OF_ONE_PERSON, TEXT_MAX
from worgl.inbox.models import Endpoint, Notice, Outgoing
from worgl.inbox.rules import Email, NewNotification
from worgl.inbox.tests.builders import BREAD, FIELDS, TOWN, bread, choose, key, reader, tell
from worgl.inbox.tests.devices import add, half_written
from worgl.inbox.tests.pushservice import Device, PushService, open_push_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(settings: Settings, tmp_path: Path) -> None:
    settings.PUSH_KEY_PATH = tmp_path / "push.key"
    settings.PUSH_PRIVATE = True
    settings.SITE_URL = "https://town.example.org"
    assert commands.make_push_key()


@pytest.fixture
def service() -> Iterator[PushService]:
    with open_push_service() as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    return clock.now() + AHEAD


@pytest.fixture
def alice(db: None) -> PersonId:
    own = reader("Alice")
    choose(own, BREAD, email=Email.NEVER, push=True)
    return own


def states() -> list[str]:
    return list(Outgoing.objects.order_by("id").values_list("state", flat=True))


def test_a_device_reads_what_the_notice_says(service: PushService, alice: PersonId, now: datetime) -> None:
    device = Device()
    add(alice, device, f"{service.url}/anna?x=1")
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    ((path, headers, body),) = service.arrived
    notice = Notice.objects.get().pk
    assert device.read(body) == {
        "title": "Alderbrook",
        "body": "Anna has 3 loaves for you on 1 December 2026.",
        "url": f"/notices/{notice}/",
        "tag": notice.hex,
    }
    assert b"loaves" not in body
    assert path == "/anna?x=1"
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["TTL"] == "259200"
    assert len(headers["Topic"]) <= 32
    assert Vapid02.verify(headers["Authorization"])
    assert headers["Authorization"].endswith(f"k={queries.public_key()}")
    jobs.run_due(now=now + timedelta(hours=2))
    assert len(service.arrived) == 1
    assert states() == ["sent"]


def test_each_device_is_told(service: PushService, alice: PersonId, now: datetime) -> None:
    phone, desk = Device(), Device()
    add(alice, phone, f"{service.url}/phone")
    add(alice, desk, f"{service.url}/desk")
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    read = {path: {"/phone": phone, "/desk": desk}[path].read(body)["tag"] for path, _headers, body in service.arrived}
    assert read == dict.fromkeys(["/phone", "/desk"], Notice.objects.get().pk.hex)


def test_a_device_that_is_gone_is_forgotten(service: PushService, alice: PersonId, now: datetime) -> None:
    service.answer = 410
    add(alice, Device(), service.url)
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    assert queries.endpoints(alice) == ()
    tell(bread(alice, told_as="2"), now=now)
    jobs.run_due(now=now)
    assert len(service.arrived) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_asked_again(service: PushService, alice: PersonId, now: datetime, status: int) -> None:
    service.answer = status
    add(alice, Device(), service.url)
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    assert states() == ["waiting"]
    service.answer = 201
    jobs.run_due(now=now + timedelta(minutes=2))
    assert states() == ["sent"]


@pytest.mark.parametrize("status", [400, 401, 413])
def test_a_service_that_says_no_is_not_asked_again(
    service: PushService, alice: PersonId, now: datetime, status: int
) -> None:
    service.answer = status
    add(alice, Device(), service.url)
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    assert states() == ["failed"]
    assert len(queries.endpoints(alice)) == 1


def test_a_redirect_leads_nowhere(service: PushService, alice: PersonId, now: datetime) -> None:
    service.answer, service.location = 302, f"{service.url}/inside"
    add(alice, Device(), service.url)
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    assert [path for path, _headers, _body in service.arrived] == ["/"]
    assert states() == ["failed"]


def test_a_service_that_is_away_is_asked_again(alice: PersonId, now: datetime) -> None:
    with open_push_service() as closed:
        address = closed.url
    add(alice, Device(), address)
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    assert states() == ["waiting"]


def test_what_was_read_meanwhile_does_not_ring(service: PushService, alice: PersonId, now: datetime) -> None:
    add(alice, Device(), service.url)
    tell(bread(alice), now=now)
    commands.mark_all_read(actor=alice, until=Notice.objects.get().pk, key=key(), now=now)
    jobs.run_due(now=now)
    assert service.arrived == []
    assert states() == ["dropped"]


def test_a_kind_without_push_does_not_ring(service: PushService, alice: PersonId, now: datetime) -> None:
    add(alice, Device(), service.url)
    choose(alice, BREAD)
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    assert service.arrived == []


def test_a_long_name_still_fits_a_message(service: PushService, alice: PersonId, now: datetime) -> None:
    device = Device()
    add(alice, device, service.url)
    told = bread(alice)
    commands.notify(type(told)(alice, BREAD.key, "x", told.about, {**told.fields, "baker": "ü" * 1_500}), now=now)
    jobs.run_due(now=now)
    body = service.arrived[0][2]
    assert len(body) <= 4_096
    assert device.read(body)["body"] == "ü" * 600


def test_a_name_that_means_a_private_number_is_not_posted_to(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, alice: PersonId, now: datetime
) -> None:
    settings.PUSH_PRIVATE = False
    add(alice, Device(), "https://push.example.org/x")
    asked = []

    def look_up(host: str, port: int, **_more: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(0, 0, 0, "", ("93.184.216.34", port)), (0, 0, 0, "", ("10.0.0.5", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    assert states() == ["failed"]
    assert set(asked) == {"push.example.org"}


def test_without_a_key_no_device_is_added_and_none_rings(
    service: PushService, alice: PersonId, settings: Settings, now: datetime
) -> None:
    add(alice, Device(), service.url)
    tell(bread(alice), now=now)
    settings.PUSH_KEY_PATH.unlink()
    jobs.run_due(now=now)
    assert service.arrived == []
    with pytest.raises(PushNotSetUp):
        add(alice, Device(), service.url)


def test_silent_devices_of_one_person_do_not_hold_up_anothers(
    service: PushService, alice: PersonId, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing.post, "__kwdefaults__", {"within_s": 1.0})
    bob = reader("Bob")
    choose(bob, BREAD, email=Email.NEVER, push=True)
    with listening(silence) as silent:
        for number in range(ENDPOINTS_MAX):
            add(alice, Device(), f"{silent.url}/{number}")
        add(bob, Device(), service.url)
        for told_as in "123":
            tell(bread(alice, told_as=told_as), now=now)
        tell(bread(bob), now=now)
        on_arrival: list[int] = []
        service.on_arrival = lambda: on_arrival.append(len(silent.calls))
        jobs.run_due(now=now)
        assert on_arrival
        assert on_arrival[0] <= OF_ONE_PERSON
        # Each device was tried once, whatever waits for it.
        assert len(silent.calls) == ENDPOINTS_MAX
    assert sorted(states()).count("sent") == 1


@pytest.mark.parametrize(("asked", "wait"), [(7_200, timedelta(hours=2)), (1, timedelta(minutes=1))])
def test_a_service_that_asks_to_wait_is_waited_for(
    service: PushService, alice: PersonId, now: datetime, asked: int, wait: timedelta
) -> None:
    service.answer, service.retry_after = 429, str(asked)
    add(alice, Device(), service.url)
    for told_as in "12":
        tell(bread(alice, told_as=told_as), now=now)
    jobs.run_due(now=now)
    assert len(service.arrived) == 1
    jobs.run_due(now=now + wait - timedelta(seconds=1))
    assert len(service.arrived) == 1
    service.answer = 201
    jobs.run_due(now=now + wait)
    assert states() == ["sent", "sent"]


def test_a_long_text_is_sent_by_its_beginning(service: PushService, alice: PersonId, now: datetime) -> None:
    device = Device()
    add(alice, device, service.url)
    tell(NewNotification(alice, BREAD.key, "1", TOWN, {**FIELDS, "baker": "😀" * TEXT_MAX}), now=now)
    jobs.run_due(now=now)
    ((_path, _headers, body),) = service.arrived
    assert len(body) <= 4096
    assert device.read(body)["body"] == "😀" * TEXT_MAX


@pytest.mark.parametrize("fault", ["address", "public_key"])
def test_a_device_for_which_nothing_can_be_made_keeps_no_other_from_ringing(
    service: PushService, alice: PersonId, now: datetime, fault: str
) -> None:
    bob = reader("Bob")
    choose(bob, BREAD, email=Email.NEVER, push=True)
    broken = {"address": "https://[2606:4700::1111]/x", "public_key": half_written(Device())}
    Endpoint.objects.filter(pk=add(alice, Device(), f"{service.url}/alice")).update(**{fault: broken[fault]})
    add(bob, Device(), f"{service.url}/bob")
    for own in (alice, bob):
        tell(bread(own), now=now)
    jobs.run_due(now=now)
    assert [path for path, _headers, _body in service.arrived] == ["/bob"]
    assert states() == ["failed", "sent"]


def test_a_push_service_is_told_for_itself_how_to_reach_the_node(
    service: PushService, alice: PersonId, settings: Settings
) -> None:
    settings.DEFAULT_FROM_EMAIL, settings.DEMO = "worgl@localhost", True
    clock.advance(timedelta(days=31))
    now = clock.now() + AHEAD
    add(alice, Device(), service.url)
    tell(bread(alice), now=now)
    jobs.run_due(now=now)
    ((_path, headers, _body),) = service.arrived
    told = headers["Authorization"].partition("t=")[2].split(".")[1]
    claims = json.loads(urlsafe_b64decode(told + "=" * (-len(told) % 4)))
    assert (claims["aud"], claims["sub"]) == (service.url, "https://town.example.org")
    # By the world's clock, wherever the town's stands.
    assert 0 < claims["exp"] - clock.world_now().timestamp() < timedelta(days=1).total_seconds()
