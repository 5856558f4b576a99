"""What holds for every address: keys of writes, problems, pages, marks of what was read, rates, few queries."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from tests.support.queries import statements
from worgl.api import commands, queries
from worgl.api.api.assembly import api
from worgl.api.tests.builders import Programs, a_picture, open_town, person_of, program, things_for
from worgl.communities.commands import name_staff, open_shop
from worgl.communities.queries import member
from worgl.communities.rules import Capacity
from worgl.core import clock, jobs
from worgl.core.commands import IdempotencyKey
from worgl.core.rest import Scope
from worgl.currency.tests.builders import a_town

pytestmark = pytest.mark.both

PAYMENTS = "/communities/{slug}/payments"
QUERIES_MAX = 12


@pytest.fixture
def town(db: None) -> Programs:
    """Open a town where everybody has a program."""
    return open_town()


def order(town: Programs, minor: int = 1_250, note: str = "bread") -> dict[str, object]:
    return {"payee": town.town.alice_code, "amount": {"minor": minor, "unit": "ALD"}, "note": note}


def balance(town: Programs) -> int:
    return int(town.bob.get("/communities/{slug}/balance").json()["posted"]["minor"])


def test_the_same_key_gets_the_same_answer_and_pays_once(town: Programs) -> None:
    key = str(uuid4())
    first, second = (town.bob.post(PAYMENTS, order(town), key=key) for _again in range(2))
    assert (first.status_code, first.content) == (200, second.content)
    assert balance(town) == 10_000 - 1_250


def test_the_same_key_with_other_content_is_refused(town: Programs) -> None:
    key = str(uuid4())
    town.bob.post(PAYMENTS, order(town), key=key)
    answer = town.bob.post(PAYMENTS, order(town, minor=1_300), key=key)
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")
    assert balance(town) == 10_000 - 1_250


@pytest.mark.parametrize("key", [None, "with space", "x" * 101])
def test_a_write_needs_a_sound_key(town: Programs, key: str | None) -> None:
    headers = {"Authorization": f"Bearer {town.bob.token}"} | ({"Idempotency-Key": key} if key else {})
    answer = Client().post(
        f"/api/v1/communities/{town.town.slug}/payments",
        order(town),
        content_type="application/json",
        headers=headers,
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "key_missing")
    assert balance(town) == 10_000


#                                                              status code             place
BAD = [
    ({"payee": "?", "amount": {"minor": 1, "unit": "ALD"}}, 422, "invalid_code", "code"),
    ({"payee": str(uuid4()), "amount": {"minor": 1, "unit": "ALD"}}, 404, "member_unknown", None),
    ({"payee": "", "amount": {"minor": 0, "unit": "ALD"}}, 422, "invalid_input", "amount.minor"),
    ({"payee": "", "amount": {"minor": "5", "unit": "ALD"}}, 422, "invalid_input", "amount.minor"),
    ({"payee": "", "amount": {"minor": 5}}, 422, "invalid_input", "amount.unit"),
    ({"payee": "", "amount": {"minor": 5, "unit": None}}, 422, "invalid_input", "amount.unit"),
    ({"payee": "", "amount": {"minor": 1.5, "unit": "ALD"}}, 422, "invalid_input", "amount.minor"),
    ({"payee": "", "amount": {"minor": True, "unit": "ALD"}}, 422, "invalid_input", "amount.minor"),
    ({"payee": ""}, 422, "invalid_input", "amount"),
    ({"payee": "", "amount": {"minor": 1, "unit": "ALD"}, "extra": 1}, 422, "invalid_input", "extra"),
    ({"payee": "", "amount": {"minor": 1, "unit": "ALD"}, "note": "\x00"}, 422, "invalid_input", "note"),
    ([], 422, "invalid_input", "body"),
]


@pytest.mark.parametrize(("body", "status", "code", "field"), BAD)
def test_a_wrong_body_is_told_by_its_place(
    town: Programs, body: object, status: int, code: str, field: str | None
) -> None:
    if isinstance(body, dict) and body["payee"] == "":
        body = body | {"payee": town.town.alice_code}
    answer = town.bob.post(PAYMENTS, body)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert problem.get("fields", {}).get("field") == field
    assert answer["Content-Type"] == "application/problem+json"
    assert problem["type"] == f"urn:worgl:problem:{code}"


def test_another_unit_is_refused(town: Programs) -> None:
    body = order(town) | {"amount": {"minor": 5, "unit": "EUR"}}
    assert town.bob.post(PAYMENTS, body).json()["code"] == "mixed_units"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("PATCH", "/me", 405, "method_unknown"),
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/communities/nowhere", 404, "community_unknown"),
        ("GET", "/communities/{slug}/members?cursor=made-up", 422, "invalid_cursor"),
        ("GET", "/communities/{slug}/members?limit=201", 422, "invalid_input"),
        ("GET", "/communities/{slug}/payments/not-a-uuid", 404, "not_found"),
    ],
)
def test_what_is_not_there_is_a_problem(town: Programs, method: str, path: str, status: int, code: str) -> None:
    answer = town.bob.send(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"


def test_the_root_says_where_the_document_is(town: Programs) -> None:
    root = Client().get("/api/v1/").json()
    assert Client().get(root["document"]).json()["openapi"] == "3.1.0"
    assert Client().get(root["about"]).status_code == 200


def test_a_body_that_is_no_json_is_told(town: Programs) -> None:
    headers = {"Authorization": f"Bearer {town.bob.token}", "Idempotency-Key": "k"}
    address = f"/api/v1/communities/{town.town.slug}/payments"
    answer = Client().generic("POST", address, "{", content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "not_readable")


@pytest.mark.parametrize("body", ['{"payee": "x", "payee": "y"}', '{"amount": {"minor": 1, "minor": 100}}'])
def test_a_body_in_which_a_name_stands_twice_is_refused(town: Programs, body: str) -> None:
    headers = {"Authorization": f"Bearer {town.bob.token}", "Idempotency-Key": "k"}
    address = f"/api/v1/communities/{town.town.slug}/payments"
    answer = Client().generic("POST", address, body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "named_twice")


def test_a_body_that_is_too_large_is_told(town: Programs) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        answer = town.bob.post(PAYMENTS, order(town, note="x" * 190))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_list_is_read_page_by_page_without_gap(town: Programs) -> None:
    for minor in range(1, 8):
        town.bob.post(PAYMENTS, order(town, minor=minor))
    seen: list[int] = []
    path = "/communities/{slug}/activity?limit=3&direction=out"
    page = town.bob.get(path).json()
    while True:
        seen += [line["delta"]["minor"] for line in page["items"]]
        if page["next"] is None:
            break
        page = town.bob.get(f"{path}&cursor={page['next']}").json()
    assert seen == [-7, -6, -5, -4, -3, -2, -1]


def test_an_unchanged_read_is_answered_by_its_mark_alone(town: Programs) -> None:
    path = "/communities/{slug}/balance"
    mark = town.bob.get(path)["ETag"]
    again = town.bob.get(path, **{"If-None-Match": mark})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    town.bob.post(PAYMENTS, order(town))
    assert town.bob.get(path, **{"If-None-Match": mark}).status_code == 200


def test_amounts_times_and_ids_have_one_form_each(town: Programs) -> None:
    receipt = town.bob.post(PAYMENTS, order(town)).json()
    assert receipt["amount"] == {"minor": 1_250, "unit": "ALD", "exponent": 2}
    assert receipt["at"].endswith("Z")
    assert town.bob.get(f"/communities/{{slug}}/payments/{receipt['id']}").json() == receipt


def test_a_payment_can_be_looked_at_first_and_given_back(town: Programs) -> None:
    preview = town.bob.post(f"{PAYMENTS}/preview", order(town)).json()
    assert preview["balance_after"]["minor"] == 10_000 - 1_250
    assert balance(town) == 10_000
    paid = town.bob.post(PAYMENTS, order(town)).json()
    back = town.alice.post(
        f"{PAYMENTS}/{paid['id']}/refund", {"amount": {"minor": 250, "unit": "ALD"}, "reason": "dry"}
    ).json()
    assert (back["kind"], back["refund_of"], balance(town)) == ("refund", paid["id"], 10_000 - 1_000)


def test_a_preview_tells_the_refusal(town: Programs) -> None:
    preview = town.bob.post(f"{PAYMENTS}/preview", order(town, minor=10_001)).json()
    assert preview["refusal"]["code"] == "payment_too_large"


def test_a_key_has_so_many_requests_a_minute(town: Programs) -> None:
    other = program(person_of(town.town.bob_id), slug=town.town.slug)
    with override_settings(API_REQUESTS_A_MINUTE=2):
        # Six, because a new minute may begin between them.
        left = [town.emil.get("/me") for _time in range(6)]
    refused = [answer for answer in left if answer.status_code == 429]
    assert 2 <= len(refused) <= 4
    for answer in refused:
        assert answer.json()["code"] == "too_many_requests"
        assert (answer["RateLimit-Limit"], answer["RateLimit-Remaining"]) == ("2", "0")
        assert 1 <= int(answer["Retry-After"]) <= 60
    assert other.get("/me").status_code == 200


def test_who_guesses_keys_is_slowed_by_his_address(town: Programs) -> None:
    with override_settings(API_GUESSES_A_MINUTE=0):
        assert town.nobody.get("/me").status_code == 429
        assert town.bob.get("/me").status_code == 200


def test_a_key_that_is_taken_back_or_expired_opens_nothing(town: Programs) -> None:
    person, now = person_of(town.town.bob_id), clock.now()
    (own,) = queries.keys_of(person, now=now)
    assert queries.key_by_token(town.bob.token, now=own.expires_at - timedelta(seconds=1)) is not None
    assert queries.key_by_token(town.bob.token, now=own.expires_at) is None
    commands.revoke_key(actor=person, personal_key=own.id, key=IdempotencyKey("back"), now=now)
    assert town.bob.get("/me").status_code == 401


def test_a_wrong_secret_opens_nothing(town: Programs) -> None:
    token = town.bob.token
    wrong = token[:-2] + ("aa" if token[-2:] != "aa" else "bb")
    assert queries.key_by_token(wrong, now=clock.now()) is None


def test_a_key_of_one_community_opens_no_other(town: Programs) -> None:
    with_both = program(person_of(town.town.bob_id), slug=town.town.slug, community=town.town.community)
    assert with_both.get("/communities/{slug}").status_code == 200
    elsewhere = a_town("Bob", slug="elsewhere")
    only_there = program(person_of(elsewhere["Bob"]), slug="elsewhere", community=elsewhere.community)
    assert only_there.get("/me").json()["community"] == str(elsewhere.community)
    assert [one["slug"] for one in only_there.get("/communities").json()["items"]] == ["elsewhere"]


def test_a_key_pays_no_more_a_day_than_it_may_and_a_repeated_payment_counts_once(town: Programs) -> None:
    walkers = town.town
    bob = program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community, day_limit_minor=2_000)
    key = str(uuid4())
    for _again in range(3):
        assert bob.post(PAYMENTS, order(town), key=key).status_code == 200
    refused = bob.post(PAYMENTS, order(town, minor=751))
    assert (refused.status_code, refused.json()["code"]) == (409, "key_limit_reached")
    assert refused.json()["fields"]["free_minor"] == "750"
    assert bob.post(PAYMENTS, order(town, minor=750)).status_code == 200
    assert balance(town) == 10_000 - 2_000


def test_a_refused_payment_leaves_the_limit_of_its_key_as_it_was(town: Programs) -> None:
    walkers = town.town
    bob = program(person_of(walkers.bob_id), slug=walkers.slug, community=walkers.community, day_limit_minor=20_000)
    assert bob.post(PAYMENTS, order(town, minor=10_001)).json()["code"] == "payment_too_large"
    assert bob.post(PAYMENTS, order(town, minor=10_000)).status_code == 200


def test_no_read_asks_the_database_more_the_more_there_is(town: Programs) -> None:
    hook = {"url": "https://example.org/hook", "kinds": ["payments.paid"], "for_community": True}
    made = {"endpoint": town.alice.post("/communities/{slug}/webhooks", hook).json()["id"]}
    made |= things_for(town.town, "{giving}")
    shop = town.alice.post("/communities/{slug}/shops", {"name": "Bakery"}).json()["id"]
    link = town.alice.post("/communities/{slug}/invitations", {"uses": 9, "days": 7}).json()["link"]
    made |= {"token": link.rstrip("/").rpartition("/")[2]}
    made |= {"shop": shop} | papers_of_alice(town, minor=900)
    for who in (town.alice, town.bob):
        who.send("PUT", "/me/picture", a_picture())
    table = f"{town.town.bob_code};2.00;bread"
    made |= {"pay_list": town.alice.send("POST", "/communities/{slug}/pay-lists", table).json()["id"]}
    made |= things_for(town.town, "{job} {table} /letters")
    made |= {"parcel": town.alice.post("/me/everything").json()["id"]}
    jobs.run_due(now=clock.now())
    few = asked_by_reads(town, made)
    for minor in range(1, 8):
        papers_of_alice(town, minor=minor)
    many = asked_by_reads(town, made)
    assert {path: count for path, count in many.items() if count > min(QUERIES_MAX, few[path])} == {}


def papers_of_alice(town: Programs, *, minor: int) -> dict[str, str]:
    """Let Bob pay Alice, and Alice ask Bob, order, dispute and issue; return the ids."""
    amount, later = {"minor": minor, "unit": "ALD"}, (town.town.today + timedelta(days=30)).isoformat()
    to_bob = {"payee": town.town.bob_code, "amount": amount}
    town.bob.post(PAYMENTS, order(town, minor=5 * minor))
    paid = town.alice.post(PAYMENTS, to_bob).json()["id"]
    posts: dict[str, tuple[str, object]] = {
        "asked": ("requests", {"payer": town.town.bob_code, "amount": amount}),
        "order": ("standing-orders", {**to_bob, "rhythm": "month", "first": later}),
        "dispute": (f"payments/{paid}/dispute", {"reason": "stale"}),
        "series": ("vouchers", {"amount": amount, "count": 2, "last_day": later}),
    }
    answers = {
        name: town.alice.post(f"/communities/{{slug}}/{end}", body).json() for name, (end, body) in posts.items()
    }
    made = {name: str(answer.get("series", answer)["id"]) for name, answer in answers.items()}
    return {**made, "payment": paid}


def asked_by_reads(town: Programs, made: dict[str, str]) -> dict[str, int]:
    """Return how often each read of the document asks the database."""
    filled = {"slug": town.town.slug, "member": str(town.town.bob_id), **made}
    queries_of = {
        "/till.csv": f"?day={town.town.today}",
        "/town/days.csv": "?since=2026-01-01",
        "/statement.csv": "?start=2026-01-01&end=2026-12-31",
        "/statement.pdf": "?start=2026-01-01&end=2026-12-31",
        "/limits/by-rule": "?which=ceiling&base_minor=50000",
        "/givings/preview": "?each_minor=100",
        "/till": f"?day={town.town.today}",
        "/town/days": "?since=2026-01-01",
        "/statement": "?start=2026-01-01&end=2026-12-31",
    }
    asked = {}
    for path in (path for path, ways in api.get_openapi_schema()["paths"].items() if "get" in ways):
        address = path.removeprefix("/api/v1") + next((q for end, q in queries_of.items() if path.endswith(end)), "")
        with statements() as sent:
            answer = town.alice.get(address.format(**filled))
        assert answer.status_code == (404 if path.endswith("/levies/run") else 200), path  # no levy runs now
        asked[path] = len(sent)
    return asked


def test_scopes_are_told_by_what_a_key_may_do(town: Programs) -> None:
    reader = program(person_of(town.town.bob_id), Scope.READ, slug=town.town.slug)
    assert reader.get("/me").json()["scopes"] == ["read"]
    refused = reader.post(PAYMENTS, order(town))
    assert (refused.status_code, refused.json()["fields"]) == (403, {"scope": "pay"})


def test_who_keeps_a_shop_acts_for_it_and_who_stands_at_its_till_does_not(town: Programs) -> None:
    walkers, now = town.town, clock.now()
    shop = open_shop(actor=walkers.alice_id, name="Bakery", key=IdempotencyKey("shop"), now=now)
    code = member(shop).code
    name_staff(
        actor=walkers.alice_id,
        shop=shop,
        member=walkers.bob_id,
        capacity=Capacity.TILL,
        key=IdempotencyKey("till"),
        now=now,
    )
    paid = town.bob.post(PAYMENTS, order(town) | {"payee": code}).json()["id"]
    acting = {"Acting-For": code}
    assert town.alice.get("/communities/{slug}/balance", **acting).json()["posted"]["minor"] == 1_250
    assert town.alice.get("/communities/{slug}/balance").json()["posted"]["minor"] == 0
    back = town.alice.send("POST", f"{PAYMENTS}/{paid}/refund", {"reason": "dry"}, headers=acting)
    assert back.json()["payer"]["name"] == "Bakery"
    assert town.bob.get("/communities/{slug}/balance", **acting).json()["code"] == "till_only"
    asked = town.bob.get("/communities/{slug}/balance", **{"Acting-For": walkers.alice_code})
    assert asked.json()["code"] == "not_your_shop"
