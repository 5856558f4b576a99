"""Webhooks beside each other: a receiver that is silent, slow, gone, full or rude holds up nobody but itself."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.test import override_settings

from tests.support.patience import AHEAD, SLOW_S
from worgl.api import commands
from worgl.api.commands import messages
from worgl.api.jobs import delivering
from worgl.api.models import Endpoint, Message
from worgl.api.rules import ENDED_KEPT, WAITING_MAX, Busy, EndpointId, MessageState
from worgl.api.tests.builders import Program, Programs, open_town, person_of
from worgl.api.tests.receiver import Receiver, receiving
from worgl.core import clock, outbox, outgoing
from worgl.core.commands import IdempotencyKey
from worgl.core.jobs import run_due
from worgl.core.outgoing import RETRY_AFTER_MAX
from worgl.core.tests.receivers import answer, drip, listening, silence
from worgl.inbox.queries import notices

HOOKS = "/communities/{slug}/webhooks"
HOLD_UP_S = 1.0
"""The deadline of an exchange in these tests."""


@pytest.fixture
def town(db: None) -> Programs:
    return open_town()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _anywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(outgoing.post, "__kwdefaults__", {"within_s": HOLD_UP_S})
    with override_settings(WEBHOOKS_ANYWHERE=True):
        yield


def hook(who: Program, url: str, *kinds: str, for_community: bool = False) -> str:
    body = {"url": url, "kinds": kinds or ["payments.paid"], "for_community": for_community}
    made = who.post(HOOKS, body)
    assert made.status_code == 200, made.content
    return f"{HOOKS}/{made.json()['id']}"


def pay(town: Programs, minor: int = 100) -> None:
    body = {"payee": town.town.alice_code, "amount": {"minor": minor, "unit": "ALD"}, "note": "bread"}
    assert town.bob.post("/communities/{slug}/payments", body).status_code == 200


def row_of(path: str) -> Endpoint:
    return Endpoint.objects.get(pk=path.rpartition("/")[2])


def test_twenty_silent_webhooks_of_one_member_do_not_hold_up_anothers(town: Programs, receiver: Receiver) -> None:
    with listening(silence) as silent:
        for _number in range(20):
            hook(town.bob, silent.url)
        hook(town.alice, receiver.url)
        pay(town)
        came: list[int] = []
        receiver.on_arrival = lambda: came.append(len(silent.calls))
        run_due(now=clock.now())
    assert len(receiver.came) == 1
    assert came[0] <= delivering.OF_ONE_OWNER, "the quick one came while the first silent ones were waited for"
    assert set(Message.objects.exclude(state=MessageState.DELIVERED).values_list("status", "error")) == {
        (0, "took too long")
    }


def test_one_owner_never_has_more_than_its_share_on_the_way(town: Programs) -> None:
    paths = [hook(town.bob, "http://127.0.0.1:9/") for _number in range(3)]
    pay(town)
    run_due_facts()
    now = clock.now()
    first, second = commands.claim(now=now), commands.claim(now=now)
    assert first is not None
    assert second is not None
    assert first.endpoint != second.endpoint
    assert first.owner == second.owner == town.town.bob_id
    busy = Busy(frozenset({first.endpoint, second.endpoint}), frozenset({town.town.bob_id}))
    assert commands.claim(now=now, busy=busy) is None
    assert commands.claim(now=now, busy=Busy(failing=True)) is not None
    assert len(paths) == 3


def run_due_facts() -> None:
    """Deliver the facts, and send nothing yet."""
    outbox.deliver(now=clock.now())


def test_a_receiver_that_drips_its_answer_has_not_taken_it(town: Programs, receiver: Receiver) -> None:
    with listening(drip(b"HTTP/1.1 200 OK\r\nX-Slow: ")) as slow:
        path = hook(town.bob, slow.url)
        hook(town.alice, receiver.url)
        pay(town)
        begun = time.monotonic()
        run_due(now=clock.now())
        assert time.monotonic() - begun < SLOW_S
    assert len(receiver.came) == 1
    (message,) = town.bob.get(f"{path}/messages").json()["items"]
    assert (message["state"], message["status"], message["error"]) == ("waiting", 0, "took too long")


def test_a_failing_endpoint_is_asked_once_in_a_while_however_much_waits_for_it(
    town: Programs, receiver: Receiver
) -> None:
    receiver.status = 500
    path = hook(town.bob, receiver.url)
    for _payment in range(6):
        pay(town)
    at = clock.now() + AHEAD
    run_due(now=at)
    assert len(receiver.came) == 1
    run_due(now=at + timedelta(seconds=6))
    assert len(receiver.came) == 2
    run_due(now=at + timedelta(seconds=20))
    assert len(receiver.came) == 2
    assert row_of(path).failures == 2
    receiver.status = 204
    run_due(now=at + timedelta(minutes=10))
    assert len(receiver.came) == 2 + 6
    assert (row_of(path).failures, row_of(path).due_at, row_of(path).failing_since) == (0, None, None)


def test_what_one_message_breaks_does_not_keep_the_others_back(town: Programs) -> None:
    bad, good = "HTTP/1.1 400 Bad\n\n", "HTTP/1.1 204 No\n\n"
    answers = iter([bad, good, good, bad, good])

    def talk(caller: socket.socket, over: threading.Event) -> None:
        answer(next(answers))(caller, over)

    with listening(talk) as picky:
        path = hook(town.bob, picky.url)
        for _payment in range(3):
            pay(town)
        at = clock.now() + AHEAD
        run_due(now=at)
        run_due(now=at + timedelta(seconds=9))
        states = [one["state"] for one in town.bob.get(f"{path}/messages").json()["items"]]
    assert sorted(states) == ["delivered", "delivered", "waiting"]


def test_an_endpoint_that_is_gone_is_switched_off_at_once_and_its_owner_told(
    town: Programs, receiver: Receiver
) -> None:
    receiver.status = 410
    path = hook(town.bob, receiver.url)
    pay(town)
    pay(town)
    for _round in range(2):
        run_due(now=clock.now() + timedelta(hours=1))
    assert len(receiver.came) == 1
    shown = town.bob.get(path).json()
    assert (shown["is_gone"], shown["disabled_at"] is not None) == (True, True)
    assert "api.webhook_off" in kinds_told(town)
    receiver.status = 204
    assert town.bob.post(f"{path}/resume").json()["is_gone"] is False
    run_due(now=clock.now() + timedelta(hours=2))
    assert len(receiver.came) == 3


def kinds_told(town: Programs) -> list[str]:
    return [one.kind.key for one in notices(person=person_of(town.town.bob_id)).items]


@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        ("7200", timedelta(hours=2)),
        ("1", timedelta(seconds=5)),
        ("9999999999", RETRY_AFTER_MAX),
        ("soon", timedelta(seconds=5)),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_to_be_left_alone_is_but_not_for_ever(
    town: Programs, asked: str, waits: timedelta, status: int
) -> None:
    with listening(answer(f"HTTP/1.1 {status} Busy\nRetry-After: {asked}\n\n")) as busy:
        path = hook(town.bob, busy.url)
        pay(town)
        at = clock.now() + AHEAD
        run_due(now=at)
        assert row_of(path).due_at == at + waits
        run_due(now=at + waits - timedelta(seconds=1))
        assert len(busy.calls) == 1
        run_due(now=at + waits)
        assert len(busy.calls) == 2


def test_a_moment_until_which_one_asks_to_be_left_alone_is_one_of_the_world(town: Programs) -> None:
    with override_settings(DEMO=True):
        clock.advance(timedelta(days=3))
        until = format_datetime(clock.world_now() + timedelta(hours=3), usegmt=True)
        with listening(answer(f"HTTP/1.1 503 Busy\nRetry-After: {until}\n\n")) as busy:
            path = hook(town.bob, busy.url)
            pay(town)
            at = clock.now() + AHEAD
            run_due(now=at)
            assert len(busy.calls) == 1
    # However slowly this runs, it is far from the five seconds that are borne without being asked.
    due = row_of(path).due_at
    assert due is not None
    assert due - at > timedelta(hours=1)


def test_so_much_waits_for_one_endpoint_and_its_owner_is_told_that_it_misses_the_rest(
    town: Programs, monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    monkeypatch.setattr(messages, "WAITING_MAX", 3)
    receiver.status = 500
    path, other = hook(town.bob, receiver.url), hook(town.alice, receiver.url)
    Endpoint.objects.filter(pk=row_of(other).pk).update(kinds=["payments.refunded"])
    for _payment in range(5):
        pay(town)
    run_due_facts()
    assert Message.objects.filter(endpoint=row_of(path)).count() == 3
    shown = town.bob.get(path).json()
    assert (shown["missed"], shown["missed_since"] is not None) == (2, True)
    assert town.bob.post(f"{path}/test").json()["code"] == "endpoint_full"
    run_due_facts()
    assert kinds_told(town).count("api.webhook_full") == 1
    pay(town)
    run_due_facts()
    run_due_facts()
    assert town.bob.get(path).json()["missed"] == 3
    assert kinds_told(town).count("api.webhook_full") == 1
    page = town.town.bob.get(f"/c/{town.town.slug}/webhooks/{row_of(path).pk}/").content.decode()
    assert "3 messages were not kept since" in page
    receiver.status = 204
    run_due(now=clock.now() + timedelta(minutes=10))
    pay(town)
    run_due_facts()
    assert Message.objects.filter(endpoint=row_of(path), state="waiting").count() == 1


def test_of_what_is_over_the_newest_are_kept(
    town: Programs, monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    monkeypatch.setattr(messages, "ENDED_KEPT", 2)
    monkeypatch.setattr(delivering, "TIDIED_AFTER", 1)
    hook(town.bob, receiver.url)
    for minor in range(1, 6):
        pay(town, minor)
        run_due(now=clock.now())
    bodies = Message.objects.order_by("id").values_list("body", flat=True)
    assert ['"amount_minor": 4' in bodies[0], '"amount_minor": 5' in bodies[1], len(bodies)] == [True, True, 2]
    assert (ENDED_KEPT, WAITING_MAX) == (500, 1_000)


def test_what_is_old_is_forgotten_also_when_it_waits_for_nobody(town: Programs, receiver: Receiver) -> None:
    path = hook(town.bob, receiver.url)
    pay(town)
    run_due_facts()
    commands.remove_endpoint(
        actor=town.town.bob_id,
        endpoint=EndpointId(row_of(path).pk),
        key=IdempotencyKey("x"),
        now=clock.now(),
    )
    run_due(now=clock.now() + messages.KEPT - timedelta(minutes=1))
    assert Message.objects.count() == 1
    run_due(now=clock.now() + messages.KEPT + timedelta(minutes=1))
    assert Message.objects.count() == 0


def test_a_suspended_members_endpoint_is_not_sent_what_was_queued_before(town: Programs, receiver: Receiver) -> None:
    hook(town.bob, receiver.url)
    pay(town)
    run_due_facts()
    town.alice.post(f"/communities/{{slug}}/members/{town.town.bob_id}/suspend", {"reason": "test"})
    run_due(now=clock.now())
    assert receiver.came == []
