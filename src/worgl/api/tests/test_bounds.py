"""Every bound of the API's own things, met at its edge: what is beyond it is refused at its field, or cut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse, QueryDict

from worgl.api import commands, queries
from worgl.api import forms as typing_in
from worgl.api.api import authentication
from worgl.api.commands import keys as making
from worgl.api.commands import messages
from worgl.api.commands.deliveries import _ERROR_MAX
from worgl.api.errors import EndpointUnknown, InvalidEndpoint, InvalidKey, KeyUnknown, TooManyKeys
from worgl.api.jobs import delivering
from worgl.api.models import Endpoint
from worgl.api.pages import Address
from worgl.api.rules import BODY_MAX, KEY_DAYS_MAX, URL_MAX, Delivery, EndpointId, KeyId, MessageId
from worgl.api.rules.samples import DEPTH_MAX, Schema, sample_of
from worgl.api.tests.builders import Programs, fresh_key, open_town, person_of, things_for
from worgl.api.views import trying
from worgl.core import clock
from worgl.core.errors import Refusal
from worgl.core.limits import PAGE_MAX
from worgl.core.rest.shapes import MARK_MAX
from worgl.currency.rules import HEALTH_DAYS_MAX
from worgl.identity.rules import PersonId

Patch = pytest.MonkeyPatch
HOOKS = "/communities/{slug}/webhooks"
MESSAGE = HOOKS + "/{endpoint}/messages/{message}"


@pytest.fixture
def town(db: None) -> Programs:
    """Open a town where everybody has a program."""
    return open_town()


def refused(kind: type[Refusal], act: Callable[[], object], *, field: str = "") -> None:
    """Expect a refusal, at the field it names."""
    with pytest.raises(kind) as no:
        act()
    assert no.value.fields.get("field", "") == field
    assert "{" not in str(no.value)


def key_for(person: PersonId, *, days: int = 30, scopes: tuple[str, ...] = ("read",)) -> KeyId:
    made = commands.make_key(
        actor=person,
        name="till",
        scopes=scopes,
        community=None,
        day_limit_minor=None,
        days=days,
        key=fresh_key(),
        now=clock.now(),
    )
    return made.id


def endpoint_to(town: Programs, url: str) -> EndpointId:
    made = commands.make_endpoint(
        actor=town.town.bob_id,
        url=url,
        kinds=["payments.paid"],
        for_community=False,
        key=fresh_key(),
        now=clock.now(),
    )
    return made.id


def parcel(endpoint: UUID, message: UUID) -> Delivery:
    return Delivery(MessageId(message), EndpointId(endpoint), "https://example.org/hook", b"{}", {}, 1)


def test_a_person_has_so_many_keys_and_takes_one_back_for_another(town: Programs, monkeypatch: Patch) -> None:
    monkeypatch.setattr(making, "KEYS_MAX", 2)
    bob = person_of(town.town.bob_id)
    second = key_for(bob)
    refused(TooManyKeys, lambda: key_for(bob))
    commands.revoke_key(actor=bob, personal_key=second, key=fresh_key(), now=clock.now())
    key_for(bob)


def test_a_key_lives_a_year_at_most(town: Programs) -> None:
    bob = person_of(town.town.bob_id)
    key_for(bob, days=KEY_DAYS_MAX)
    for days in (KEY_DAYS_MAX + 1, 0):
        refused(InvalidKey, partial(key_for, bob, days=days), field="days")
    for scopes in ((), ("everything",)):
        refused(InvalidKey, partial(key_for, bob, scopes=scopes), field="scopes")


def test_anothers_key_is_no_key(town: Programs) -> None:
    alice, bob = person_of(town.town.alice_id), person_of(town.town.bob_id)
    own = key_for(bob)
    refused(KeyUnknown, lambda: queries.key_of(alice, own, now=clock.now()))
    refused(KeyUnknown, lambda: commands.revoke_key(actor=alice, personal_key=own, key=fresh_key(), now=clock.now()))
    assert queries.key_of(bob, own, now=clock.now()).id == own


def test_anothers_webhook_is_none(town: Programs) -> None:
    own = endpoint_to(town, "https://example.org/hook")
    answer = town.alice.send("DELETE", f"{HOOKS}/{own}")
    assert (answer.status_code, answer.json()["code"]) == (404, EndpointUnknown.code)
    refused(EndpointUnknown, lambda: queries.endpoint(viewer=town.town.alice_id, endpoint=own))
    assert queries.endpoint(viewer=town.town.bob_id, endpoint=own).id == own


def test_an_address_of_a_webhook_fits_its_column(town: Programs) -> None:
    longest = "https://example.org/".ljust(URL_MAX, "x")
    endpoint_to(town, longest)
    refused(InvalidEndpoint, lambda: endpoint_to(town, longest + "x"), field="url")
    answer = town.bob.post(HOOKS, {"url": longest + "x", "kinds": ["payments.paid"]})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "url")


def test_what_a_receiver_said_is_kept_by_its_beginning(town: Programs) -> None:
    made = things_for(town.town, MESSAGE)
    sent = parcel(UUID(made["endpoint"]), UUID(made["message"]))
    commands.note_failed(sent, status=500, error="e" * (_ERROR_MAX + 1), now=clock.now())
    (told,) = town.bob.get(f"{HOOKS}/{made['endpoint']}/messages").json()["items"]
    assert told["error"] == "e" * _ERROR_MAX


def test_the_counts_of_endpoints_do_not_grow_for_ever(db: None, monkeypatch: Patch) -> None:
    monkeypatch.setattr(delivering, "COUNTED_MAX", 2)
    carrier = delivering._Deliveries()
    counted = []
    for _endpoint in range(4):
        carrier.note(parcel(uuid4(), uuid4()), 200, took_s=0.1)
        counted.append(len(carrier._sent))
    assert counted == [1, 2, 0, 1]


def _depth(made: object) -> int:
    inner = list(made.values()) if isinstance(made, dict) else made if isinstance(made, list) else []
    return 1 + max(map(_depth, inner)) if inner else 0


@pytest.mark.parametrize(
    "within",
    [{"type": "array", "items": {"$ref": "#/Knot"}}, {"anyOf": [{"$ref": "#/Knot"}, {"type": "null"}]}],
    ids=["a list of itself", "itself or nothing"],
)
def test_a_shape_within_itself_has_a_sample_with_an_end(within: Schema) -> None:
    shapes: dict[str, Schema] = {"Knot": {"type": "object", "properties": {"knots": within}}}
    assert DEPTH_MAX <= _depth(sample_of({"$ref": "#/Knot"}, shapes)) <= DEPTH_MAX + 1


def test_a_page_and_a_mark_of_a_member_are_no_longer_than_they_may_be(town: Programs) -> None:
    members = "/communities/{slug}/members?limit="
    assert town.bob.get(f"{members}{PAGE_MAX}").status_code == 200
    answer = town.bob.get(f"{members}{PAGE_MAX + 1}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "limit")
    for length, places in ((MARK_MAX, []), (MARK_MAX + 1, ["payee"])):
        order = {"payee": "x" * length, "amount": {"minor": 1, "unit": "ALD"}}
        answer = town.bob.post("/communities/{slug}/payments", order)
        assert [one["field"] for one in answer.json().get("errors", [])] == places


def test_so_many_good_keys_are_remembered(town: Programs, monkeypatch: Patch) -> None:
    monkeypatch.setattr(authentication, "KNOWN_MAX", 2)
    bob = person_of(town.town.bob_id)
    key, met = queries.key_of(bob, key_for(bob), now=clock.now()), authentication._Met()
    for token in ("first", "second"):
        met.remember(token, key)
    assert met.recall("first") == key
    met.remember("third", key)
    assert (met.recall("first"), met.recall("third")) == (None, key)


def test_a_message_is_no_longer_than_any_fact(town: Programs) -> None:
    row = Endpoint.objects.get(pk=endpoint_to(town, "https://example.org/hook"))
    around = len(messages._message(row, "test", {"note": ""}, now=clock.now()).body)
    messages._message(row, "test", {"note": "x" * (BODY_MAX - around)}, now=clock.now())
    with pytest.raises(AssertionError, match="a fact is smaller"):
        messages._message(row, "test", {"note": "x" * (BODY_MAX - around + 1)}, now=clock.now())


def test_what_is_typed_for_a_key_and_into_a_sample_keeps_its_bounds() -> None:
    for over in (0, 1):
        limit = "1".rjust(typing_in.TYPED_MAX + over, "0")
        made = typing_in.KeyForm({"day_limit": limit}, communities=[])
        assert ("day_limit" in made.errors) is bool(over)
        body = "x" * (typing_in.BODY_MAX + over)
        tried = typing_in.TryForm(
            QueryDict(f"body={body}"),
            address=Address("POST", "/payments", "Pay", (), (), (), (), media="application/json"),
        )
        assert ("body" in tried.errors) is bool(over)


@pytest.mark.parametrize("kind", ["text/csv", "application/json"])
def test_an_answer_is_shown_by_its_beginning(kind: str) -> None:
    answer = HttpResponse('"' + "x" * trying.SHOWN_MAX + '"', content_type=kind)
    assert len(trying._text(answer)) == trying.SHOWN_MAX


def test_the_days_of_a_towns_health_have_a_most(town: Programs) -> None:
    health = "/communities/{slug}/health?days="
    assert town.alice.get(f"{health}{HEALTH_DAYS_MAX}").status_code == 200
    answer = town.alice.get(f"{health}{HEALTH_DAYS_MAX + 1}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "days")
