"""Each scope's sentence and its reach agree: no address shows a key what its scope does not say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from worgl.api.api.assembly import api
from worgl.api.tests.builders import Program, Programs, open_town, person_of, program
from worgl.core import clock
from worgl.core.rest import Scope

TOWN = "/communities/{slug}"
CAME_IN, WENT_OUT, OF_OTHERS = "incoming-7QX", "outgoing-8QX", "others-9QX"
ASKED_OF_ME, ASKED_BY_ME = "asked-of-me-2QX", "asked-by-me-3QX"
OWN_HOOK, TOWN_HOOK = "https://own-4qx.example.org/", "https://town-5qx.example.org/"
WRITTEN = "written-6QX"
BALANCE = "7654321"
HIDDEN = {
    Scope.READ: {OF_OTHERS, TOWN_HOOK, WRITTEN},
    Scope.PAY: {CAME_IN, OF_OTHERS, ASKED_BY_ME, OWN_HOOK, TOWN_HOOK, WRITTEN, BALANCE},
    Scope.RECEIVE: {WENT_OUT, OF_OTHERS, ASKED_OF_ME, OWN_HOOK, TOWN_HOOK, WRITTEN, BALANCE},
    Scope.MESSAGES: {
        *(CAME_IN, WENT_OUT, OF_OTHERS, ASKED_OF_ME, ASKED_BY_ME, OWN_HOOK, TOWN_HOOK, BALANCE),
    },
    Scope.ADMIN: {ASKED_OF_ME, ASKED_BY_ME, OWN_HOOK, WRITTEN},
}
"""What must not stand in any answer to a key with one scope; of its person, who holds every office of the town."""
SHOWN = {
    Scope.READ: {CAME_IN, WENT_OUT, ASKED_OF_ME, ASKED_BY_ME, OWN_HOOK, BALANCE},
    Scope.PAY: {ASKED_OF_ME},
    Scope.RECEIVE: {CAME_IN, ASKED_BY_ME},
    Scope.MESSAGES: {WRITTEN},
    Scope.ADMIN: {OF_OTHERS, TOWN_HOOK},
}
"""What must stand somewhere: else the test looks at nothing."""
QUERIES = {
    "/till": "?day={today}",
    "/till.csv": "?day={today}",
    "/statement": "?start={today}&end={today}",
    "/statement.csv": "?start={today}&end={today}",
    "/statement.pdf": "?start={today}&end={today}",
    "/town/days": "?since=2026-01-01",
    "/town/days.csv": "?since=2026-01-01",
    "/limits/by-rule": "?which=ceiling&base_minor=50000",
}


@pytest.fixture
def town(db: None) -> Programs:
    return open_town()


def made(who: Program, path: str, body: object) -> str:
    answer = who.post(TOWN + path, body)
    assert answer.status_code == 200, answer.content
    found = answer.json()
    return str(found.get("series", found)["id"])


def filled(town: Programs) -> dict[str, list[str]]:
    """Let Alice, who holds every office, pay, be paid, ask and be asked; return the ids that stand in addresses."""
    walkers, alice, bob = town.town, town.alice, town.bob
    emma = walkers.emma_code
    later = (clock.now() + timedelta(days=40)).date().isoformat()

    def order(payee: str, minor: int, note: str) -> dict[str, object]:
        return {"payee": payee, "amount": {"minor": minor, "unit": "ALD"}, "note": note}

    payments = [
        made(bob, "/payments", order(walkers.alice_code, 3_000, CAME_IN)),
        made(alice, "/payments", order(walkers.bob_code, 500, WENT_OUT)),
        made(bob, "/payments", order(emma, 100, OF_OTHERS)),
    ]
    disputes = [
        made(bob, f"/payments/{payments[0]}/dispute", {"reason": CAME_IN}),
        made(alice, f"/payments/{payments[1]}/dispute", {"reason": WENT_OUT}),
        made(bob, f"/payments/{payments[2]}/dispute", {"reason": OF_OTHERS}),
    ]
    ask = {"amount": {"minor": 100, "unit": "ALD"}}
    asked = [
        made(alice, "/requests", ask | {"payer": walkers.bob_code, "note": ASKED_BY_ME}),
        made(bob, "/requests", ask | {"payer": walkers.alice_code, "note": ASKED_OF_ME}),
    ]
    alice.post(
        f"{TOWN}/grants", {"payee": walkers.alice_code, "amount": {"minor": 7_651_821, "unit": "ALD"}, "reason": "x"}
    )
    bob.post(f"{TOWN}/chats/{walkers.alice_code}/messages", {"text": WRITTEN})
    hooks = [
        made(alice, "/webhooks", {"url": OWN_HOOK, "kinds": ["payments.paid"]}),
        made(alice, "/webhooks", {"url": TOWN_HOOK, "kinds": ["payments.paid"], "for_community": True}),
    ]
    return {
        "payment": payments,
        "dispute": disputes,
        "asked": asked,
        "endpoint": hooks,
        "order": [made(alice, "/standing-orders", order(emma, 100, WENT_OUT) | {"rhythm": "month", "first": later})],
        "series": [made(alice, "/vouchers", ask | {"count": 1, "last_day": later, "note": WENT_OUT})],
        "member": [walkers.bob_code, walkers.alice_code],
        "slug": [walkers.slug],
        "side": ["of_me", "by_me"],
    }


def addresses(things: dict[str, list[str]], today: str) -> Iterator[str]:
    """Yield every address that is read, filled in with everything there is."""
    for path, ways in api.get_openapi_schema()["paths"].items():
        if "get" not in ways:
            continue
        names = re.findall(r"\{(\w+)\}", path)
        query = next((query for end, query in QUERIES.items() if path.endswith(end)), "").format(today=today)
        for values in itertools.product(*(things.get(name, [str(uuid4())]) for name in names)):
            own = path.removeprefix("/api/v1").format_map(dict(zip(names, values, strict=True)))
            yield own + query
            if path.endswith("/requests"):
                yield from (f"{own}?side={side}" for side in things["side"])


def test_no_address_shows_a_key_more_than_its_scope_says(town: Programs) -> None:
    things = filled(town)
    person = person_of(town.town.alice_id)
    keys = {scope: program(person, scope, slug=town.town.slug) for scope in Scope}
    every = list(addresses(things, town.town.today.isoformat()))
    too_much, seen = {}, {}
    for scope, key in keys.items():
        texts = {address: key.get(address).content.decode("latin-1") for address in every}
        told = {address: {mark for mark in HIDDEN[scope] if mark in text} for address, text in texts.items()}
        too_much[scope] = {address: marks for address, marks in told.items() if marks}
        seen[scope] = {mark for mark in SHOWN[scope] if any(mark in text for text in texts.values())}
    assert too_much == {scope: {} for scope in Scope}
    assert seen == SHOWN


def test_what_is_made_with_a_key_tells_no_more_than_the_key_does(town: Programs) -> None:
    person = person_of(town.town.alice_id)
    receive, read, admin = (
        program(person, scope, slug=town.town.slug) for scope in (Scope.RECEIVE, Scope.READ, Scope.ADMIN)
    )
    own, all_of_it = {"url": OWN_HOOK, "kinds": ["payments.paid"]}, {"for_community": True}
    assert [who.post(f"{TOWN}/webhooks", own).status_code for who in (receive, read, admin)] == [403, 200, 403]
    assert [who.post(f"{TOWN}/webhooks", own | all_of_it).status_code for who in (receive, read, admin)] == [
        403,
        403,
        200,
    ]
    things = filled(town)
    back = {"reason": "dry"}
    shown = receive.post(f"{TOWN}/payments/{things['payment'][0]}/refund/preview", back)
    assert (shown.status_code, shown.json()["fields"]) == (403, {"scope": "read"}), "it shows the balance"
    given = receive.post(f"{TOWN}/payments/{things['payment'][0]}/refund", back).json()
    assert receive.get(f"{TOWN}/payments/{given['id']}").status_code == 200, "what one gave back was paid to one"
