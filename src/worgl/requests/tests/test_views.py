"""What the pages of payment requests promise: who sees what, what each may press, and that one form acts once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.queries import statements
from worgl.communities.commands import invite, join
from worgl.communities.queries import member
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.identity.commands import register_person
from worgl.payments.tests.test_payee_left import emma_leaves, nothing_moved
from worgl.payments.tests.test_views import QUERIES_MAX, answers_within_budget
from worgl.requests import queries

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

"""A request that can be paid runs the whole payment and takes it back."""


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Alice runs things, Bob is a member with 100.00, Charlie a stranger."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    return reverse(name if ":" in name else f"requests:{name}", args=[town.slug, *args])


def text_of(response: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def asked(
    town: Walkers, client: Client, *, whom: str = "", amount: str = "12.50", key: str = "ask-1", days: str = "30"
) -> Answer:
    form = {"amount": amount, "whom": whom, "note": "two loaves", "days": days, "key": key}
    return client.post(page(town, "ask"), form)


def request_of(answer: Answer) -> UUID:
    assert answer.status_code == 302, text_of(answer)
    return UUID(answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1])


def test_a_request_goes_from_asking_to_the_receipt(town: Walkers) -> None:
    own = request_of(asked(town, town.alice, whom="Bob Hain"))
    assert "You ask Bob Hain for 12.50" in text_of(town.alice.get(page(town, "request", own)))
    assert "1 payment request waits for you" in text_of(town.bob.get(page(town, "payments:home")))
    assert "Asked of me (1)" in text_of(town.bob.get(page(town, "requests")))
    seen = town.bob.get(page(town, "request", own))
    assert "Alice Moser asks you for 12.50" in text_of(seen)
    assert "87.50" in text_of(seen)
    done = town.bob.post(page(town, "request_pay", own), {"key": "pay-1"})
    assert "You paid Alice Moser" in text_of(town.bob.get(done.headers["Location"]))
    assert "waits for you" not in text_of(town.bob.get(page(town, "payments:home")))
    assert "Bob Hain has paid" in text_of(town.alice.get(page(town, "request", own)))
    assert "Asked by me (0)" in text_of(town.alice.get(page(town, "requests"), {"side": "by_me"}))


def test_pressing_pay_twice_and_looking_again_lead_to_one_receipt(town: Walkers) -> None:
    own = request_of(asked(town, town.alice, whom=town.bob_code))
    answers = [town.bob.post(page(town, "request_pay", own), {"key": key}) for key in ("a", "a", "b")]
    answers.append(town.bob.get(page(town, "request_pay", own)))
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert "87.50" in text_of(town.bob.get(page(town, "payments:home")))


def test_a_form_sent_twice_asks_once(town: Walkers) -> None:
    assert request_of(asked(town, town.alice)) == request_of(asked(town, town.alice))


@pytest.mark.parametrize(
    ("whom", "amount", "words"),
    [
        ("nobody at all", "1", "Nobody else here is called that"),
        ("e", "1", "Several members have a name like this"),
        ("Bob Hain", "1.000", "could mean"),
        ("Bob Hain", "", "Type an amount."),
        ("Alice Moser", "1", "Nobody else here is called that"),
    ],
)
def test_what_cannot_be_asked_is_explained_and_nothing_typed_is_lost(
    town: Walkers, whom: str, amount: str, words: str
) -> None:
    town.emma.get(page(town, "payments:home"))
    answer = asked(town, town.bob if whom == "e" else town.alice, whom=whom, amount=amount, key="k")
    assert answer.status_code == 422
    assert words in text_of(answer)
    html = answer.content.decode()
    assert 'value="two loaves"' in html
    assert 'value="k"' in html


def test_one_of_several_is_chosen_by_a_tap(town: Walkers) -> None:
    answer = asked(town, town.bob, whom="e")
    assert f'name="whom" value="{town.emma_code}"' in answer.content.decode()
    form = {"amount": "1", "whom": ["e", town.emma_code], "note": "", "days": "7", "key": "ask-1"}
    own = request_of(town.bob.post(page(town, "ask"), form))
    assert "You ask Emma Neu for" in text_of(town.bob.get(page(town, "request", own)))


#                  alice bob  emma charlie anonymous
DOORS = """
requests           200   200  200  403     302
ask                200   200  200  403     302
request            200   200  404  403     302
request_state      200   200  404  403     302
request_pay        302   302  404  403     302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    own = request_of(asked(town, town.alice, whom="Bob Hain"))
    address = page(town, name, own) if name.startswith("request_") or name == "request" else page(town, name)
    clients = (town.alice, town.bob, town.emma, town.charlie, town.anonymous)
    assert [str(client.get(address).status_code) for client in clients] == expected


@pytest.mark.parametrize("name", ["request_pay", "request_deny", "request_cancel", "request_remind"])
def test_what_is_not_mine_to_press_does_nothing(town: Walkers, name: str) -> None:
    own = request_of(asked(town, town.alice, whom="Bob Hain"))
    for client in (town.emma, town.charlie, town.dora, town.anonymous):
        assert client.post(page(town, name, own), {"reason": "x", "key": "k"}).status_code in {302, 403, 404}
    assert "Open" in text_of(town.alice.get(page(town, "request_state", own)))


def test_a_no_needs_a_reason_and_the_asker_reads_it(town: Walkers) -> None:
    own = request_of(asked(town, town.alice, whom="Bob Hain"))
    empty = town.bob.post(page(town, "request_deny", own), {"reason": "", "key": "k"})
    assert empty.status_code == 422
    assert "Say in a few words why not." in text_of(empty)
    town.bob.post(page(town, "request_deny", own), {"reason": "we paid in euro", "key": "k"})
    assert "we paid in euro" in text_of(town.alice.get(page(town, "request", own)))


def test_a_request_taken_back_can_no_longer_be_paid(town: Walkers) -> None:
    own = request_of(asked(town, town.alice, whom="Bob Hain"))
    assert "The request is taken back" in text_of(
        town.alice.post(page(town, "request_cancel", own), {"key": "k"}, follow=True)
    )
    late = town.bob.post(page(town, "request_pay", own), {"key": "k"}, follow=True)
    assert "was taken back" in text_of(late)
    assert "100.00" in text_of(town.bob.get(page(town, "payments:home")))


def test_reminding_at_once_is_refused_in_words(town: Walkers) -> None:
    own = request_of(asked(town, town.alice, whom="Bob Hain"))
    assert "Remind" not in text_of(town.alice.get(page(town, "request", own)))
    answer = town.alice.post(page(town, "request_remind", own), {"key": "k"}, follow=True)
    assert "You can remind once a day" in text_of(answer)


def test_who_cannot_afford_it_reads_why_and_finds_no_button(town: Walkers) -> None:
    own = request_of(asked(town, town.alice, whom="Bob Hain", amount="100.01"))
    seen = town.bob.get(page(town, "request", own))
    assert "This cannot be paid" in text_of(seen)
    assert page(town, "request_pay", own) not in seen.content.decode()
    affordable = request_of(asked(town, town.alice, whom="Bob Hain", amount="100.00", key="less"))
    assert page(town, "request_pay", affordable) in town.bob.get(page(town, "request", affordable)).content.decode()
    assert town.bob.post(page(town, "request_pay", own), {"key": "k"}).status_code == 409


def test_a_link_opens_the_request_for_members_and_tells_strangers_nothing(town: Walkers) -> None:
    own = request_of(asked(town, town.alice))
    found = re.search(r"/r/([0-9A-Z]{8})/", town.alice.get(page(town, "request", own)).content.decode())
    assert found
    link = reverse("requests:request_link", args=[found.group(1).lower()])
    assert town.bob.get(link).headers["Location"] == page(town, "request", own)
    assert town.charlie.get(link).status_code == 404
    assert "next=" in town.anonymous.get(link).headers["Location"]


def test_the_code_of_a_request_typed_on_the_pay_page_leads_to_it(town: Walkers) -> None:
    own = request_of(asked(town, town.alice))
    found = re.search(r"/r/([0-9A-Z]{8})/", town.alice.get(page(town, "request", own)).content.decode())
    assert found
    seen = town.bob.get(page(town, "payments:pay"), {"q": found.group(1)})
    assert page(town, "request", own) in seen.content.decode()


def test_the_state_alone_says_when_to_stop_asking(town: Walkers) -> None:
    own = request_of(asked(town, town.alice))
    waiting = town.alice.get(page(town, "request_state", own))
    assert (waiting.status_code, "every 1s" in waiting.content.decode()) == (200, True)
    town.bob.post(page(town, "request_pay", own), {"key": "k"})
    done = town.alice.get(page(town, "request_state", own))
    assert (done.status_code, "every 1s" in done.content.decode()) == (286, False)
    assert "Bob Hain has paid" in text_of(done)


def test_the_pages_keep_their_budget_of_queries(town: Walkers) -> None:
    own = request_of(asked(town, town.alice, whom="Bob Hain"))
    for number in range(8):
        asked(town, town.alice, whom="Bob Hain", key=f"k{number}")
    reads = [
        (town.alice, page(town, "request", own)),
        (town.alice, page(town, "request_state", own)),
        (town.bob, page(town, "requests")),
        (town.bob, page(town, "payments:home")),
        (town.bob, page(town, "ask")),
        (town.bob, page(town, "request", own)),
    ]
    for client, address in reads:
        client.get(address)
        with statements() as sent:
            assert client.get(address).status_code == 200
        assert len(sent) <= QUERIES_MAX, "\n".join(sent)


def test_the_town_changes_how_long_requests_are_open_and_only_for_those_made_from_then_on(town: Walkers) -> None:
    rules = reverse("web:rules", args=[town.slug])
    assert "Days in which a payment request can be paid" in text_of(town.bob.get(rules))
    announce = reverse("web:announce", args=[town.slug, "request_days"])
    day = town.today + timedelta(days=40)
    change = {"value": "5", "applies_from": day.isoformat(), "key": "r"}
    seen = town.alice.get(announce, change)
    assert "It changes nothing for the balances and limits of today" in text_of(seen)
    assert town.bob.post(announce, change).status_code == 403
    assert town.alice.post(announce, change).status_code == 302
    assert "Days in which a payment request can be paid" in text_of(town.alice.get(rules))
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    days = {at: queries.request_days(community=town.community, at=at) for at in (noon - timedelta(days=1), noon)}
    assert list(days.values()) == [30, 5]
    wrong = town.alice.get(announce, {**change, "value": "0"})
    assert wrong.status_code == 422


NAMES = ["שרה לוי 🙂", "مريم عبد الله", "李小龍", "Zoë d’Ångström-Ødegård", "x" * 80]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_can_be_asked_paid_and_printed(town: Walkers, name: str) -> None:
    person = register_person(email="new@example.org", name="New", password=None, now=clock.now())
    link = invite(actor=town.alice_id, uses=1, days=1, key=IdempotencyKey("i"), now=clock.now())
    own = join(actor=person, token=link.token, name=name, key=IdempotencyKey("j"), now=clock.now())
    known = member(own)
    request = request_of(asked(town, town.bob, whom=known.code))
    town.alice.get(page(town, "payments:home"))
    assert known.name in text_of(town.bob.get(page(town, "request", request)))
    form = {"amount": "1.00", "note": f"{name}\u202e!", "key": "k"}
    town.bob.post(page(town, "payments:pay_member", known.code), form)
    receipt = town.bob.post(page(town, "payments:pay_check", known.code) + "?key=k").headers["Location"]
    assert known.name in text_of(town.bob.get(receipt))
    assert "\u202e" not in text_of(town.bob.get(receipt))
    assert town.bob.get(receipt.rstrip("/") + ".pdf").content.startswith(b"%PDF-")
    period = {"start": town.today.isoformat(), "end": town.today.isoformat()}
    assert town.bob.get(page(town, "payments:statement_pdf"), period).status_code == 200
    assert known.name in town.bob.get(page(town, "payments:statement_csv"), period).content.decode()


def test_whose_session_ends_before_he_pays_finds_the_request_after_signing_in(town: Walkers) -> None:
    own = request_of(asked(town, town.alice, whom="Bob Hain"))
    session = town.bob.cookies["sessionid"].value
    del town.bob.cookies["sessionid"]
    away = town.bob.post(page(town, "request_pay", own), {"key": "k"})
    assert "/account/login/" in away.headers["Location"]
    town.bob.cookies["sessionid"] = session
    seen = town.bob.get(parse_qs(urlsplit(away.headers["Location"]).query)["next"][0], follow=True)
    assert "Pay 12.50" in text_of(seen)
    assert "100.00" in text_of(town.bob.get(page(town, "payments:home")))


@pytest.mark.parametrize(("name", "typed", "status"), [("ask", {"amount": "x"}, 422), ("till", {"amount": "x"}, 422)])
def test_a_page_that_answers_a_form_keeps_its_budget_too(
    town: Walkers, name: str, typed: dict[str, str], status: int
) -> None:
    answers_within_budget(town.bob, page(town, name), typed, status)


def test_what_who_left_had_asked_for_is_paid_no_more(town: Walkers) -> None:
    ask = {"amount": "4.00", "whom": town.bob_code, "note": "honey", "days": "30", "key": "asking"}
    asked = town.emma.post(page(town, "ask"), ask).headers["Location"]
    assert "Pay 4.00" in text_of(town.bob.get(asked))
    emma_leaves(town)
    assert "Pay 4.00" not in text_of(town.bob.get(asked))
    assert town.bob.post(f"{asked}pay/", {"key": "paying"}).status_code in {404, 409}
    assert nothing_moved(town)
