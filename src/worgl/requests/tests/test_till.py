"""The till: a code per customer, "Paid" by itself, a printed code, and a day that adds up."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.support.queries import statements
from worgl.communities import commands as communities
from worgl.communities.queries import member_by_code
from worgl.communities.rules import Capacity, CommunityId
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.payments.rules import ActivityLine, Party, PaymentId, StatementView
from worgl.payments.tests.builders import NOW
from worgl.requests.rules.till import till_csv, till_day

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Alice has a till, Bob is a customer with 100.00, Charlie a stranger."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    return reverse(name if ":" in name else f"requests:{name}", args=[town.slug, *args])


def text_of(response: Answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def shown(town: Walkers, *, amount: str = "3.50", key: str = "till-1") -> UUID:
    answer = town.alice.post(page(town, "till"), {"amount": amount, "note": "rye", "key": key})
    assert answer.status_code == 302, text_of(answer)
    return UUID(answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1])


def pay(town: Walkers, client: Client, own: UUID) -> Answer:
    return client.post(page(town, "request_pay", own), {"key": new_id().hex})


def test_an_amount_becomes_a_code_and_paid_appears_on_its_page(town: Walkers) -> None:
    own = shown(town)
    waiting = town.alice.get(page(town, "till_state", own))
    assert (waiting.status_code, "every 1s" in waiting.content.decode()) == (200, True)
    html = town.alice.get(page(town, "till_code", own)).content.decode()
    link = re.search(r'value="[^"]*/r/|/r/([0-9A-Z]{8})', html)
    assert link is None
    code = re.search(r'code-large num">([0-9A-Z]{4}) ([0-9A-Z]{4})<', html)
    assert code
    opened = town.bob.get(reverse("requests:request_link", args=["".join(code.groups())]), follow=True)
    assert "Alice Moser asks you for 3.50" in text_of(opened)
    assert pay(town, town.bob, own).status_code == 302
    done = town.alice.get(page(town, "till_state", own))
    assert (done.status_code, "every 1s" in done.content.decode()) == (286, False)
    assert "Paid 3.50 alder by Bob Hain" in text_of(done)
    assert "Bob Hain" in text_of(town.alice.get(page(town, "till_latest")))


def test_a_second_tap_shows_the_same_code(town: Walkers) -> None:
    assert shown(town) == shown(town)
    assert shown(town, key="till-2") != shown(town)


@pytest.mark.parametrize("amount", ["", "0", "1.005", "1,000.5.0", "x"])
def test_a_wrong_amount_is_explained_and_shows_no_code(town: Walkers, amount: str) -> None:
    answer = town.alice.post(page(town, "till"), {"amount": amount, "note": "rye", "key": "k"})
    assert answer.status_code == 422
    assert 'aria-describedby="id_amount_error"' in answer.content.decode()
    assert 'value="rye"' in answer.content.decode()


def test_what_the_printed_code_brought_in_stands_in_the_till(town: Walkers) -> None:
    poster = text_of(town.alice.get(page(town, "till_poster")))
    assert "Alice Moser" in poster
    assert f"/p/{town.alice_code}/" in poster
    form = {"amount": "2.00", "note": "milk", "key": "p"}
    town.bob.post(page(town, "payments:pay_member", town.alice_code), form)
    town.bob.post(page(town, "payments:pay_check", town.alice_code) + "?key=p")
    assert "milk" in text_of(town.alice.get(page(town, "till")))


def test_the_day_is_closed_with_what_came_in_by_each_way_and_went_back(town: Walkers) -> None:
    receipt = pay(town, town.bob, shown(town)).headers["Location"]
    form = {"amount": "2.00", "note": "=milk", "key": "p"}
    town.bob.post(page(town, "payments:pay_member", town.alice_code), form)
    town.bob.post(page(town, "payments:pay_check", town.alice_code) + "?key=p")
    back = {"amount": "0.50", "reason": "stale", "key": "b"}
    town.alice.post(receipt + "refund/", back)
    town.alice.post(receipt + "refund/check/?key=b")
    seen = text_of(town.alice.get(page(town, "till_day")))
    for words in ("2 payments", "+3.50", "+2.00", "−0.50", "5.00 alder"):
        assert words in seen
    file = town.alice.get(page(town, "till_day_csv"))
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert [(row["kind"], row["amount"], row["total"]) for row in rows] == [
        ("sale", "3.50", "3.50"),
        ("sale", "2.00", "5.50"),
        ("refund", "-0.50", "5.00"),
    ]
    assert rows[1]["note"] == "'=milk"
    yesterday = (town.today - timedelta(days=1)).isoformat()
    assert "Nothing was paid on this day" in text_of(town.alice.get(page(town, "till_day"), {"on": yesterday}))
    assert "5.00 alder" in text_of(town.alice.get(page(town, "till_day"), {"on": "nonsense"}))


#                  alice bob  charlie dora anonymous
DOORS = """
till               200   200  403     403  302
till_latest        200   200  403     403  302
till_poster        200   200  403     403  302
till_day           200   200  403     200  302
till_day_csv       200   200  403     200  302
till_code          200   404  403     403  302
till_state         200   404  403     403  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    own = shown(town)
    args = [own] if name in {"till_code", "till_state"} else []
    assert [str(client.get(page(town, name, *args)).status_code) for client in town.clients()] == expected


def test_the_pages_keep_their_budget_of_queries(town: Walkers) -> None:
    for number in range(6):
        pay(town, town.bob, shown(town, key=f"k{number}"))
    own = shown(town, key="last")
    for name, args in (("till", []), ("till_day", []), ("till_code", [own]), ("till_state", [own])):
        town.alice.get(page(town, name, *args))
        with statements() as sent:
            assert town.alice.get(page(town, name, *args)).status_code == 200
        assert len(sent) <= 12, "\n".join(sent)


@pytest.fixture
def staffed(town: Walkers) -> Walkers:
    """Let Emma stand at the till of Alice's shop, and choose it."""
    now = clock.now()
    shop = communities.open_shop(actor=town.alice_id, name="Mill", key=IdempotencyKey("s"), now=now)
    emma = member_by_code(community=town.community, code=town.emma_code)
    communities.name_staff(
        actor=town.alice_id, shop=shop, member=emma.id, capacity=Capacity.TILL, key=IdempotencyKey("n"), now=now
    )
    answer = town.emma.post(reverse("communities:acting"), {"member": str(shop), "key": "c"})
    assert answer.headers["Location"] == page(town, "till")
    return town


def test_who_stands_at_a_till_only_works_it_and_sees_nothing_else_of_the_shop(staffed: Walkers) -> None:
    town = staffed
    assert town.emma.get(page(town, "payments:home")).headers["Location"] == page(town, "till")
    shown_till = town.emma.get(page(town, "till"))
    assert shown_till.status_code == 200
    assert "Mill" in text_of(shown_till)
    for name in ("payments:activity", "payments:pay", "payments:receive", "requests", "payments:statement"):
        assert town.emma.get(page(town, name)).status_code == 403
        assert page(town, name) not in shown_till.content.decode()
    answer = town.emma.post(page(town, "till"), {"amount": "3.50", "note": "", "key": "t"})
    own = UUID(answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1])
    paid = pay(town, town.bob, own).headers["Location"]
    for seen in (town.emma.get(page(town, "till_state", own)), town.emma.get(page(town, "till_day"))):
        assert "Bob Hain" in text_of(seen)
        assert paid not in seen.content.decode()
    assert "3.50" in town.emma.get(page(town, "till_day_csv")).content.decode()
    assert town.emma.get(paid).status_code == 403


KINDS = st.sampled_from(["payment", "refund", "levy", "grant"])


@given(st.lists(st.tuples(KINDS, st.integers(-500, 500).filter(bool), st.booleans()), max_size=20))
def test_whatever_happened_that_day_the_parts_make_the_takings(moves: list[tuple[str, int, bool]]) -> None:
    lines, balance, shown_at_till = [], 0, set()
    for kind, delta, is_till in moves:
        balance += delta
        own = PaymentId(new_id()) if kind in {"payment", "refund"} else None
        shown_at_till |= {own} if own and is_till else set()
        lines.append(ActivityLine(own or new_id(), NOW, kind, Party("Bob"), "", delta, balance, own))
    on = NOW.date()
    view = StatementView(
        CommunityId(new_id()), "T", Party("Alice"), "alder", "ALD", 2, "UTC", on, on, 0, tuple(lines), balance
    )
    day = till_day(view, at_till=frozenset(shown_at_till))
    ins = sum(delta for kind, delta, _till in moves if kind == "payment" and delta > 0)
    outs = sum(delta for kind, delta, _till in moves if kind == "refund" and delta < 0)
    assert (day.taken_minor, day.back_minor, day.total_minor) == (ins, outs, ins + outs)
    assert day.by_code_minor + day.by_name_minor == day.taken_minor
    rows = list(csv.DictReader(io.StringIO(till_csv(day))))
    assert len(rows) == len(day.lines)
    assert not rows or rows[-1]["total"] == f"{(ins + outs) / 100:.2f}"
