"""What the pages of the wallet promise: who may see what, nothing typed is lost, one form pays once."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.queries import statements
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.payments import queries

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

QUERIES_MAX = 12
QUERIES_OVER = {"home": 25, "pay_member": 13, "pay_check": 36, "activity": 15, "statement": 15}
"""Pages above the aim, with the count they must not exceed: the queries below read member and currency anew.

The check page runs the whole payment and takes it back.
"""


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Alice runs things, Bob is a member, Charlie a stranger, Dora suspended, Emil an applicant."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    """Return the address of a page of the town."""
    return reverse(f"payments:{name}", args=[town.slug, *args])


def text_of(response: Answer) -> str:
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def paid(town: Walkers, *, amount: str = "12.50", note: str = "bread", key: str = "form-1") -> Answer:
    """Send Bob's confirmed payment to Alice."""
    query = {"amount": amount, "note": note, "key": key}
    return town.bob.post(page(town, "pay_check", town.alice_code), query_params=query)


def balance_of(town: Walkers) -> str:
    """Return what Bob's home page calls his balance."""
    found = re.search(
        r'class="amount">\s*<span class="num">([^<]+)<', town.bob.get(page(town, "home")).content.decode()
    )
    assert found
    return found.group(1)


#                  alice bob  charlie dora anonymous
DOORS = """
home               200   200  403     200  302
pay                200   200  403     403  302
pay_member         200   200  403     403  302
pay_check          200   200  403     403  302
receive            200   200  403     403  302
receipt            200   200  403     404  302
refund             200   200  403     403  302
refund_check       200   403  403     403  302
activity           200   200  403     200  302
statement          200   200  403     200  302
statement_csv      302   302  403     302  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    payment = paid(town).headers["Location"].rstrip("/").rsplit("/", 1)[-1]
    args: list[object] = []
    if name.startswith("pay_"):
        args = [town.emma_code]
    elif name.startswith("re") and name != "receive":
        args = [payment]
    query = "?amount=1.00&note=x&reason=x&key=k" if name.endswith("check") else ""
    seen = [str(client.get(page(town, name, *args) + query).status_code) for client in town.clients()]
    assert seen == expected


@pytest.mark.parametrize(
    "name", ["home", "pay", "pay_member", "pay_check", "receive", "receipt", "activity", "statement"]
)
def test_a_page_keeps_its_budget_of_queries(town: Walkers, name: str) -> None:
    payment = paid(town).headers["Location"].rstrip("/").rsplit("/", 1)[-1]
    args = [town.alice_code] if name.startswith("pay_") else [payment] if name == "receipt" else []
    address = page(town, name, *args) + ("?amount=1.00&key=k" if name == "pay_check" else "")
    town.bob.get(address)
    with statements() as asked:
        assert town.bob.get(address).status_code == 200
    assert len(asked) <= QUERIES_OVER.get(name, QUERIES_MAX), "\n".join(asked)


def test_a_payment_goes_from_search_to_receipt(town: Walkers) -> None:
    found = town.bob.get(page(town, "pay"), {"q": "Ali"})
    assert page(town, "pay_member", town.alice_code) in found.content.decode()
    asked = town.bob.get(page(town, "pay_member", town.alice_code))
    key = re.search(r'name="key" value="([^"]+)"', asked.content.decode())
    assert key
    query = {"amount": "12.50", "note": "two loaves", "key": key.group(1)}
    checked = text_of(town.bob.get(page(town, "pay_check", town.alice_code), query))
    assert "two loaves" in checked
    assert "87.50" in checked
    done = town.bob.post(page(town, "pay_check", town.alice_code), query_params=query)
    assert done.status_code == 302
    receipt = text_of(town.bob.get(done.headers["Location"]))
    assert "You paid Alice Moser" in receipt
    assert "two loaves" in receipt
    assert balance_of(town) == "87.50"


def test_looking_at_the_check_page_pays_nothing(town: Walkers) -> None:
    town.bob.get(page(town, "pay_check", town.alice_code), {"amount": "12.50", "note": "", "key": "k"})
    assert balance_of(town) == "100.00"


def test_the_same_form_sent_twice_pays_once_and_shows_the_same_receipt(town: Walkers) -> None:
    first, second = paid(town), paid(town)
    assert first.headers["Location"] == second.headers["Location"]
    assert balance_of(town) == "87.50"


def test_a_used_form_with_another_amount_pays_nothing_and_says_so(town: Walkers) -> None:
    paid(town)
    again = paid(town, amount="20.00")
    assert again.status_code == 302
    asked = parse_qs(urlsplit(again.headers["Location"]).query)
    assert asked["amount"] == ["20.00"]
    assert asked["key"] != ["form-1"]
    assert "has already paid once" in text_of(town.bob.get(again.headers["Location"]))
    assert balance_of(town) == "87.50"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("", "Type an amount."),
        ("0", "more than zero"),
        ("-5", "more than zero"),
        ("1.005", "too many decimals"),
        ("twelve", "is not an amount"),
        ("1,50", "is not clear"),
        ("99999999999999999", "too large"),
        ("٣", "is not an amount"),
    ],
)
def test_a_wrong_amount_is_explained_beside_its_field_and_nothing_typed_is_lost(
    town: Walkers, amount: str, words: str
) -> None:
    query = {"amount": amount, "note": "two loaves", "key": "k"}
    answer = town.bob.get(page(town, "pay_check", town.alice_code), query)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in unescape(html)
    assert 'aria-describedby="id_amount_error"' in html
    assert 'aria-invalid="true"' in html
    assert f'value="{amount}"' in html or not amount
    assert 'value="two loaves"' in html


def test_more_than_there_is_cannot_be_paid_and_the_page_says_how_much_can(town: Walkers) -> None:
    query = {"amount": "100.01", "note": "", "key": "k"}
    seen = town.bob.get(page(town, "pay_check", town.alice_code), query)
    assert seen.status_code == 409
    assert "100.00" in text_of(seen)
    sent = town.bob.post(page(town, "pay_check", town.alice_code), query_params=query)
    assert sent.status_code == 409
    assert balance_of(town) == "100.00"


def test_who_was_signed_out_in_the_middle_finds_the_form_filled_after_signing_in(town: Walkers) -> None:
    query = {"amount": "12.50", "note": "two loaves", "key": "k"}
    away = town.anonymous.post(page(town, "pay_check", town.alice_code), query_params=query)
    assert away.status_code == 302
    back = parse_qs(urlsplit(away.headers["Location"]).query)["next"][0]
    seen = town.bob.get(back)
    assert seen.status_code == 200
    assert "two loaves" in text_of(seen)
    assert "Pay 12.50" in text_of(seen)
    assert balance_of(town) == "100.00"


def test_a_payment_without_the_pages_own_token_is_refused(town: Walkers) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = town.bob.cookies
    query = {"amount": "12.50", "note": "", "key": "k"}
    assert strict.post(page(town, "pay_check", town.alice_code), query_params=query).status_code == 403
    assert balance_of(town) == "100.00"


def test_a_payment_link_leads_to_the_pay_page_with_amount_and_note(town: Walkers) -> None:
    away = town.bob.get(reverse("payments:link", args=[town.alice_code.lower()]), {"amount": "3.00", "note": "tea"})
    asked = town.bob.get(away.headers["Location"])
    assert 'value="3.00"' in asked.content.decode()
    assert 'value="tea"' in asked.content.decode()


def test_a_payment_link_tells_a_stranger_nothing(town: Walkers) -> None:
    assert town.charlie.get(reverse("payments:link", args=[town.alice_code])).status_code == 404
    assert town.bob.get(reverse("payments:link", args=["AAAAAAAA"])).status_code in {404, 422}
    assert "next=" in town.anonymous.get(reverse("payments:link", args=[town.alice_code])).headers["Location"]


def test_my_own_code_offers_to_be_shown_instead_of_paid(town: Walkers) -> None:
    seen = town.bob.get(page(town, "pay_member", town.bob_code))
    assert "This is your own code" in text_of(seen)
    assert 'name="amount"' not in seen.content.decode()


def test_the_code_to_be_paid_carries_amount_and_note(town: Walkers) -> None:
    seen = town.bob.get(page(town, "receive"), {"amount": "25", "note": "hedge & lawn"})
    assert "amount=25.00" in unescape(seen.content.decode())
    assert "note=hedge+%26+lawn" in unescape(seen.content.decode())
    assert 'role="img"' in seen.content.decode()
    wrong = town.bob.get(page(town, "receive"), {"amount": "much", "note": "x"})
    assert wrong.status_code == 422


def test_search_without_script_and_with_it_give_the_same_people(town: Walkers) -> None:
    whole = town.bob.get(page(town, "pay"), {"q": "emma"})
    part = town.bob.get(page(town, "pay"), {"q": "emma"}, headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    for seen in (whole, part):
        assert page(town, "pay_member", town.emma_code) in seen.content.decode()
    assert "Nobody here is called" in text_of(town.bob.get(page(town, "pay"), {"q": "<b>nobody"}))


def test_who_was_paid_can_give_back_once_per_form(town: Walkers) -> None:
    payment = paid(town).headers["Location"].rstrip("/").rsplit("/", 1)[-1]
    query = {"amount": "2.50", "reason": "one loaf was burnt", "key": "r"}
    checked = text_of(town.alice.get(page(town, "refund_check", payment), query))
    assert "one loaf was burnt" in checked
    first = town.alice.post(page(town, "refund_check", payment), query_params=query)
    second = town.alice.post(page(town, "refund_check", payment), query_params=query)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert balance_of(town) == "90.00"
    seen = text_of(town.bob.get(page(town, "receipt", payment)))
    assert "Given back in part" in seen
    assert "one loaf was burnt" in seen


@pytest.mark.parametrize(
    ("amount", "reason", "words"),
    [("12.51", "too much", "12.50"), ("2.50", "", "Say in a few words"), ("x", "why", "is not an amount")],
)
def test_a_wrong_refund_is_explained_and_moves_nothing(town: Walkers, amount: str, reason: str, words: str) -> None:
    payment = paid(town).headers["Location"].rstrip("/").rsplit("/", 1)[-1]
    query = {"amount": amount, "reason": reason, "key": "r"}
    answer = town.alice.post(page(town, "refund_check", payment), query_params=query)
    assert answer.status_code in {409, 422}
    assert words in text_of(answer)
    assert balance_of(town) == "87.50"


def test_the_payer_cannot_give_himself_the_money_back(town: Walkers) -> None:
    payment = paid(town).headers["Location"].rstrip("/").rsplit("/", 1)[-1]
    query = {"amount": "2.50", "reason": "I want it", "key": "r"}
    assert town.bob.post(page(town, "refund_check", payment), query_params=query).status_code == 403
    assert balance_of(town) == "87.50"


def test_activity_keeps_one_direction_and_pages_without_loss(town: Walkers) -> None:
    for number in range(35):
        paid(town, amount="1.00", note=f"no {number}", key=f"k{number}")
    assert "no 34" not in text_of(town.bob.get(page(town, "activity"), {"show": "in"}))
    assert text_of(town.bob.get(page(town, "activity"), {"show": "out"})).count(" no ") == 35
    first = town.bob.get(page(town, "activity"))
    more = re.search(r'href="(\?[^"]*cursor=[^"]+)"', first.content.decode())
    assert more
    second = town.bob.get(page(town, "activity") + unescape(more.group(1)))
    seen = re.findall(r"no (\d+)", text_of(first) + text_of(second))
    assert [int(number) for number in seen] == list(range(34, -1, -1))
    assert town.bob.get(page(town, "activity"), {"cursor": "nonsense"}).status_code == 422


def test_a_statement_adds_up_on_the_page_and_as_a_file(town: Walkers) -> None:
    paid(town)
    seen = text_of(town.bob.get(page(town, "statement")))
    assert "+100.00" in seen
    assert "−12.50" in seen
    assert "87.50" in seen
    period = {"start": town.today.isoformat(), "end": town.today.isoformat()}
    file = town.bob.get(page(town, "statement_csv"), period)
    assert file.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in file.headers["Content-Disposition"]
    assert "87.50" in file.content.decode()


@pytest.mark.parametrize("period", [{"start": "2026-02-31", "end": "x"}, {"start": "2026-03-02", "end": "2026-03-01"}])
def test_a_wrong_period_is_explained(town: Walkers, period: dict[str, str]) -> None:
    answer = town.bob.get(page(town, "statement"), period)
    assert answer.status_code == 422
    assert "id_end_error" in answer.content.decode()


def test_home_tells_each_what_he_can_do_first(town: Walkers) -> None:
    assert "Show your code" in text_of(town.emma.get(page(town, "home")))
    assert "have your request" in text_of(town.emil.get(page(town, "home")))
    suspended = town.dora.get(page(town, "home"))
    assert "Your membership is paused" in text_of(suspended)
    assert "Get paid" not in text_of(suspended)


def test_what_members_type_is_shown_as_text(town: Walkers) -> None:
    receipt = town.bob.get(paid(town, note="<script>alert(1)</script>").headers["Location"])
    assert "<script>alert" not in receipt.content.decode()
    assert "&lt;script&gt;" in receipt.content.decode()


def test_a_refused_payment_leaves_no_payment_behind(town: Walkers) -> None:
    paid(town, amount="500.00")
    assert queries.recent_payees(member=town.bob_id, limit=8) == ()
