"""What the pages of vouchers promise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.support.queries import statements
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.payments.tests.test_views import QUERIES_MAX, answers_within_budget, text_of
from worgl.vouchers.models import Voucher
from worgl.vouchers.queries import secret_code
from worgl.vouchers.rules import VoucherId, grouped


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Bob has 100.00."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    return reverse(name if ":" in name else f"vouchers:{name}", args=[town.slug, *args])


def form(town: Walkers, **changes: str) -> dict[str, str]:
    last = (town.today + timedelta(days=30)).isoformat()
    return {"amount": "5", "count": "3", "last_day": last, "note": "thanks", "key": "form-1"} | changes


def issued(town: Walkers) -> str:
    """Issue three vouchers as Bob and return the address of the series."""
    answer = town.bob.post(page(town, "vouchers"), form(town))
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


#                alice bob  charlie dora anonymous
DOORS = """
vouchers         200   200  403     403  302
redeem           200   200  403     403  302
series           404   200  403     404  302
sheet            404   200  403     403  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    series = issued(town)
    address = {"series": series, "sheet": f"{series}sheet.pdf"}.get(name) or page(town, name)
    assert [str(client.get(address).status_code) for client in town.clients()] == expected


def test_a_voucher_is_issued_printed_and_redeemed_by_its_link(town: Walkers) -> None:
    series = issued(town)
    assert issued(town) == series, "a double click issues them once"
    assert "3 of 3" in text_of(town.bob.get(series))
    sheet = town.bob.get(f"{series}sheet.pdf")
    assert sheet.headers["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")
    code = grouped(secret_code(VoucherId(Voucher.objects.order_by("pk").values_list("pk", flat=True)[0])))
    asked = town.emma.get(f"{page(town, 'redeem')}?code={code}")
    assert f'value="{code}"' in asked.content.decode()
    # The code stands in the address: nobody else is told it, nothing keeps it, and the form says where it comes from.
    assert asked.headers["Referrer-Policy"] == "same-origin"
    assert asked.headers["Cache-Control"] == "no-store"
    answer = town.emma.post(page(town, "redeem"), {"code": code, "key": "r"}, follow=True)
    assert "The voucher is yours." in text_of(answer)
    assert "Bob Hain paid you" in text_of(answer)
    again = town.alice.post(page(town, "redeem"), {"code": code, "key": "r2"})
    assert again.status_code == 409
    assert "This voucher was redeemed before" in text_of(again)
    said = text_of(town.bob.get(series))
    assert "Redeemed Emma Neu" in said
    assert "2 of 3" in said
    ended = text_of(town.bob.post(f"{series}cancel/", {"key": "c"}, follow=True))
    assert "Ended by you, coins returned 2" in ended


#  typed                     says
FAULTS = [
    ({"amount": ""}, "Type an amount."),
    ({"count": "0"}, "This must be at least 1"),
    ({"count": "many"}, "Type a whole number."),
    ({"last_day": "2020-01-01"}, "Choose a day from today"),
    ({"amount": "50"}, "You have not enough for all of these."),
]


@pytest.mark.parametrize(("typed", "says"), FAULTS)
def test_what_does_not_fit_is_said_and_nothing_is_lost(town: Walkers, typed: dict[str, str], says: str) -> None:
    answer = town.bob.post(page(town, "vouchers"), form(town, **typed))
    assert answer.status_code in {409, 422}
    assert says in text_of(answer)
    assert 'value="thanks"' in answer.content.decode()
    assert not Voucher.objects.exists()


def test_a_wrong_code_is_said_at_its_field(town: Walkers) -> None:
    answer = town.bob.post(page(town, "redeem"), {"code": "nothing", "key": "k"})
    assert answer.status_code == 404
    assert "There is no voucher with this code here." in text_of(answer)


@pytest.mark.parametrize("name", ["vouchers", "redeem", "series"])
def test_a_page_keeps_its_budget_of_queries(town: Walkers, name: str) -> None:
    series = issued(town)
    address = series if name == "series" else page(town, name)
    town.bob.get(address)
    with statements() as counted:
        assert town.bob.get(address).status_code == 200
    assert len(counted) <= QUERIES_MAX, "\n".join(counted)


@pytest.mark.parametrize(
    ("name", "typed", "status"), [("vouchers", {"amount": "x"}, 422), ("redeem", {"code": "x"}, 404)]
)
def test_a_page_that_answers_a_form_keeps_its_budget_too(
    town: Walkers, name: str, typed: dict[str, str], status: int
) -> None:
    answers_within_budget(town.bob, page(town, name), typed, status)
