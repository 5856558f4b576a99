"""Webhooks: what happens is told to those who may know it, signed, again and again until somebody takes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import override_settings
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from tests.support.patience import AHEAD
from worgl.api import commands, queries
from worgl.api.jobs.sending import NotSent, send
from worgl.api.models import Message
from worgl.api.rules import DISABLED_AFTER, ENDPOINTS_MAX, TRIES, Delivery, EndpointId, MessageId, MessageState
from worgl.api.tests.builders import Program, Programs, open_town, person_of
from worgl.api.tests.receiver import Receiver, receiving
from worgl.communities.queries import audit_log
from worgl.communities.rules import MemberId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.jobs import run_due
from worgl.core.limits import ENDPOINTS_MADE, MESSAGES_ASKED
from worgl.inbox.queries import notices

HOOKS = "/communities/{slug}/webhooks"


@pytest.fixture
def town(db: None) -> Programs:
    """Open a town where everybody has a program."""
    return open_town()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Listen for webhooks."""
    with receiving() as opened:
        yield opened


def hook(who: Program, receiver: Receiver, *kinds: str, for_community: bool = False) -> str:
    """Make an endpoint and return its address in the API."""
    body = {"url": receiver.url, "kinds": kinds or ["payments.paid"], "for_community": for_community}
    answer = who.post(HOOKS, body)
    assert answer.status_code == 200, answer.content
    return f"{HOOKS}/{answer.json()['id']}"


def pay(town: Programs, minor: int = 100) -> None:
    body = {"payee": town.town.alice_code, "amount": {"minor": minor, "unit": "ALD"}, "note": "bread"}
    assert town.bob.post("/communities/{slug}/payments", body).status_code == 200


def work() -> None:
    """Deliver the facts, and in the next round the messages they made."""
    for _round in range(2):
        run_due(now=clock.now())


def is_signed(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Tell whether a message is signed with a secret, as the public library of the convention sees it."""
    try:
        Webhook(secret).verify(body, dict(headers))
    except WebhookVerificationError:
        return False
    return True


def test_a_payment_is_told_to_both_sides_and_the_community_signed_by_convention(
    town: Programs, receiver: Receiver
) -> None:
    secrets = [town.alice.get(f"{hook(town.alice, receiver)}/secret").json()["secret"]]
    secrets += [town.bob.get(f"{hook(town.bob, receiver)}/secret").json()["secret"]]
    ours = hook(town.alice, receiver, for_community=True)
    secrets += [town.alice.get(f"{ours}/secret").json()["secret"]]
    pay(town)
    work()
    assert len(receiver.came) == 3
    # Messages go out beside each other, so they come in any order.
    came = {secret: [one for one in receiver.came if is_signed(secret, *one)] for secret in secrets}
    assert [len(ours_came) for ours_came in came.values()] == [1, 1, 1]
    for headers, body in receiver.came:
        told = json.loads(body)
        assert told["type"] == "payments.paid"
        assert told["data"]["amount_minor"] == 100
        assert headers["host"].startswith("localhost:")
    ((headers, body),) = came[secrets[0]]
    assert not is_signed(secrets[0], headers, body + b" ")
    assert town.alice.get(f"{ours}/messages").json()["items"][0]["state"] == "delivered"


def test_a_receiver_believes_the_signature_by_its_own_clock_though_the_town_is_ahead(
    town: Programs, receiver: Receiver
) -> None:
    secret = town.alice.get(f"{hook(town.alice, receiver)}/secret").json()["secret"]
    with override_settings(DEMO=True):
        clock.advance(timedelta(days=3))
        pay(town)
        work()
        town.alice.post(f"{HOOKS}/{queries.endpoints(viewer=town.town.alice_id)[0].id}/test")
        work()
    assert [is_signed(secret, *one) for one in receiver.came] == [True, True]


def test_others_are_not_told(town: Programs, receiver: Receiver) -> None:
    hook(town.bob, receiver, "payments.refunded")
    assert town.dora.post(HOOKS, {"url": receiver.url, "kinds": ["payments.paid"]}).status_code == 403
    pay(town)
    work()
    assert receiver.came == []


def test_what_only_administrators_know_is_told_to_the_community_alone(town: Programs, receiver: Receiver) -> None:
    body = {"url": receiver.url, "kinds": ["communities.member_suspended"], "for_community": False}
    assert town.bob.post(HOOKS, body).json()["code"] == "invalid_endpoint"
    assert town.bob.post(HOOKS, body | {"for_community": True}).status_code == 403
    ours = hook(town.alice, receiver, "communities.member_suspended", for_community=True)
    assert town.bob.get(ours).status_code == 404
    town.alice.post(f"/communities/{{slug}}/members/{town.town.bob_id}/suspend", {"reason": "test"})
    work()
    assert [body for _headers, body in receiver.came if str(town.town.bob_id).encode() in body]


def test_a_suspended_member_is_told_nothing(town: Programs, receiver: Receiver) -> None:
    hook(town.bob, receiver, "currency.granted")
    town.alice.post(f"/communities/{{slug}}/members/{town.town.bob_id}/suspend", {"reason": "test"})
    work()
    happened = commands.Happened(town.town.community, "currency.granted", told={}, concerned=None)
    assert commands.queue([happened], now=clock.now()) == 0


def test_what_is_not_taken_is_tried_for_three_days_and_then_given_up(town: Programs, receiver: Receiver) -> None:
    receiver.status = 500
    hook(town.alice, receiver, for_community=True)
    pay(town)
    at = clock.now() + AHEAD
    run_due(now=at)
    for tries, wait in enumerate(TRIES, start=1):
        run_due(now=at + wait - timedelta(seconds=1))
        assert (Message.objects.get().attempts, len(receiver.came)) == (tries, tries)
        at += wait
        run_due(now=at)
        message = Message.objects.get()
        assert (message.attempts, message.status, len(receiver.came)) == (tries + 1, 500, tries + 1)
    assert Message.objects.get().state == MessageState.FAILED
    assert len({headers["webhook-id"] for headers, _body in receiver.came}) == 1


def test_an_endpoint_that_takes_nothing_for_long_is_switched_off_with_a_notice(
    town: Programs, receiver: Receiver
) -> None:
    path = hook(town.alice, receiver, for_community=True)
    parcel = Delivery(MessageId(uuid4()), id_in(path), "", b"", {}, 1)
    now = clock.now()
    commands.note_failed(parcel, status=0, error="x", now=now)
    commands.note_failed(parcel, status=0, error="x", now=now + DISABLED_AFTER - timedelta(seconds=1))
    assert town.alice.get(path).json()["disabled_at"] is None
    commands.note_failed(parcel, status=0, error="x", now=now + DISABLED_AFTER)
    assert town.alice.get(path).json()["disabled_at"] is not None
    told = audit_log(community=town.town.community, viewer=town.town.alice_id).items[0]
    assert told.what == "api.endpoint_off"
    assert town.alice.post(f"{path}/test").json()["code"] == "endpoint_off"
    assert town.alice.post(f"{path}/resume").json()["disabled_at"] is None
    assert town.alice.post(f"{path}/test").status_code == 204


def test_the_owner_of_an_endpoint_is_told_that_it_was_switched_off(town: Programs, receiver: Receiver) -> None:
    own, ours = hook(town.bob, receiver), hook(town.alice, receiver, for_community=True)
    for path in (own, ours):
        switch_off(path)
    for _again in range(2):
        run_due(now=clock.now() + DISABLED_AFTER)
    assert told(town.town.bob_id) == {"api.webhook_off": f"/c/alderbrook/webhooks/{id_in(own)}/"}
    assert told(town.town.alice_id) == {"api.community_webhook_off": f"/c/alderbrook/webhooks/{id_in(ours)}/"}


def test_the_keepers_of_a_shop_are_told_that_its_endpoint_was_switched_off(town: Programs, receiver: Receiver) -> None:
    shop = town.alice.post("/communities/{slug}/shops", {"name": "Bakery"}).json()
    body = {"url": receiver.url, "kinds": ["payments.paid"]}
    made = town.alice.send("POST", HOOKS, body, headers={"Acting-For": shop["code"]}).json()
    switch_off(f"{HOOKS}/{made['id']}")
    run_due(now=clock.now() + DISABLED_AFTER)
    assert list(told(town.town.alice_id)) == ["api.webhook_off"]
    assert told(town.town.bob_id) == {}


def switch_off(path: str) -> None:
    """Let an endpoint take nothing for as long as is borne."""
    parcel, now = Delivery(MessageId(uuid4()), id_in(path), "", b"", {}, 1), clock.now()
    for at in (now, now + DISABLED_AFTER):
        commands.note_failed(parcel, status=0, error="x", now=at)


def told(who: MemberId) -> dict[str, str]:
    """Return where each notice about webhooks leads its reader."""
    found = notices(person=person_of(who)).items
    return {one.kind.key: one.path for one in found if one.kind.key.startswith("api.")}


def test_an_endpoint_that_takes_a_message_is_no_longer_failing(town: Programs, receiver: Receiver) -> None:
    path = hook(town.bob, receiver)
    parcel = Delivery(MessageId(uuid4()), id_in(path), "", b"", {}, 1)
    commands.note_failed(parcel, status=0, error="x", now=clock.now())
    assert town.bob.get(path).json()["failing_since"] is not None
    pay(town)
    work()
    assert town.bob.get(path).json()["failing_since"] is None


def test_a_message_can_be_sent_again_under_its_id(town: Programs, receiver: Receiver) -> None:
    path = hook(town.bob, receiver)
    pay(town)
    work()
    (message,) = town.bob.get(f"{path}/messages").json()["items"]
    assert town.bob.post(f"{path}/messages/{message['id']}/replay").status_code == 204
    assert town.alice.post(f"{path}/messages/{message['id']}/replay").status_code == 404
    assert town.bob.post(f"{path}/messages/{uuid4()}/replay").json()["code"] == "message_unknown"
    work()
    assert [headers["webhook-id"] for headers, _body in receiver.came] == [f"msg_{message['id'].replace('-', '')}"] * 2


def test_a_removed_endpoint_is_sent_nothing(town: Programs, receiver: Receiver) -> None:
    path = hook(town.bob, receiver)
    pay(town)
    assert town.bob.send("DELETE", path).status_code == 204
    work()
    assert (receiver.came, town.bob.get(path).status_code) == ([], 404)


def test_what_an_endpoint_is_told_can_be_changed(town: Programs, receiver: Receiver) -> None:
    path = hook(town.bob, receiver, "payments.refunded")
    assert town.bob.send("PUT", path, {"kinds": ["payments.paid"]}).json()["kinds"] == ["payments.paid"]
    assert town.bob.send("PUT", path, {"kinds": ["made.up"]}).json()["code"] == "invalid_endpoint"
    pay(town)
    work()
    assert len(receiver.came) == 1


def test_two_workers_never_take_the_same_message(town: Programs, receiver: Receiver) -> None:
    path = hook(town.bob, receiver)
    commands.send_test(actor=town.town.bob_id, endpoint=id_in(path), key=IdempotencyKey("test"), now=clock.now())
    now = clock.now()
    assert commands.claim(now=now) is not None
    assert commands.claim(now=now) is None


def test_a_redirect_is_not_followed(town: Programs, receiver: Receiver) -> None:
    receiver.status = 307
    hook(town.bob, receiver)
    pay(town)
    work()
    assert len(receiver.came) == 1
    assert Message.objects.get().status == 307


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://",
        "example.org",
        "https://name:word@example.org/",
        "https://example.org/#x",
        "https://example.org/ x",
        "https://exämple.org/",
        "https://example.org:99999/",
        "https://[::1/",
        "https://example.org/" + "x" * 500,
    ],
)
def test_an_address_that_is_none_is_refused(town: Programs, url: str) -> None:
    answer = town.bob.post(HOOKS, {"url": url, "kinds": ["payments.paid"]})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[2002:7f00:1::]", "2130706433", "0x7f.1"],
)
def test_nothing_is_sent_into_the_house(town: Programs, host: str) -> None:
    parcel = Delivery(MessageId(uuid4()), EndpointId(uuid4()), f"https://{host}/", b"{}", {}, 1)
    with override_settings(WEBHOOKS_ANYWHERE=False):
        with pytest.raises(NotSent, match="not public"):
            send(parcel, now=clock.now())
        refused = town.bob.post(HOOKS, {"url": f"https://{host}/", "kinds": ["payments.paid"]})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_endpoint")


def test_nothing_is_sent_without_https(receiver: Receiver) -> None:
    parcel = Delivery(MessageId(uuid4()), EndpointId(uuid4()), receiver.url, b"{}", {}, 1)
    with override_settings(WEBHOOKS_ANYWHERE=False), pytest.raises(NotSent, match="only https"):
        send(parcel, now=clock.now())
    assert receiver.came == []


def test_a_member_has_so_many_endpoints(town: Programs, receiver: Receiver) -> None:
    for _number in range(ENDPOINTS_MAX):
        hook(town.bob, receiver)
    body = {"url": receiver.url, "kinds": ["payments.paid"]}
    assert town.bob.post(HOOKS, body).json()["code"] == "too_many_endpoints"
    assert len(queries.endpoints(viewer=town.town.bob_id)) == ENDPOINTS_MAX


def test_a_server_is_sent_so_many_messages_that_somebody_asked_for(town: Programs, receiver: Receiver) -> None:
    path = hook(town.bob, receiver)
    for _time in range(MESSAGES_ASKED.most - 1):
        assert town.bob.post(f"{path}/test").status_code == 204
    sent = town.bob.get(f"{path}/messages").json()["items"][0]["id"]
    assert town.bob.post(f"{path}/messages/{sent}/replay").status_code == 204
    for again in (f"{path}/test", f"{path}/messages/{sent}/replay"):
        answer = town.bob.post(again)
        assert (answer.status_code, answer.json()["code"]) == (429, "messages_often")
        assert "Please wait" in answer.json()["detail"]


def test_webhooks_are_made_and_removed_so_often_a_day(town: Programs, receiver: Receiver) -> None:
    for _time in range(ENDPOINTS_MADE.most):
        assert town.bob.send("DELETE", hook(town.bob, receiver)).status_code == 204
    body = {"url": receiver.url, "kinds": ["payments.paid"]}
    answer = town.bob.post(HOOKS, body)
    assert (answer.status_code, answer.json()["code"]) == (429, "endpoints_often")
    assert f"made {ENDPOINTS_MADE.most} webhooks today" in answer.json()["detail"]


def id_in(path: str) -> EndpointId:
    """Return the endpoint of an address."""
    return EndpointId(UUID(path.rpartition("/")[2]))
