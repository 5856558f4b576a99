"""What the pages of standing orders promise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.support.queries import statements
from worgl.core import clock, jobs
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.orders import queries
from worgl.payments.tests.test_views import QUERIES_MAX, answers_within_budget, text_of


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Bob has 100.00."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    return reverse(name if ":" in name else f"orders:{name}", args=[town.slug, *args])


def form(town: Walkers, **changes: str) -> dict[str, str]:
    """Return what Bob types to pay Alice 12.50 every month from today on."""
    sound = {
        "payee": town.alice_code, "amount": "12.50", "note": "rent", "rhythm": "month", "first": town.today.isoformat(),
        "until": "", "times": "", "catch_up": "each", "retry_days": "3", "key": "form-1",
    }  # fmt: skip
    return sound | changes


def made(town: Walkers, **changes: str) -> str:
    """Make an order as Bob and return the address of its page."""
    answer = town.bob.post(page(town, "order_new"), form(town, **changes, confirm="yes"))
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


#             alice bob  charlie dora anonymous
DOORS = """
orders        200   200  403     200  302
order_new     200   200  403     403  302
order         404   200  403     404  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    address = made(town) if name == "order" else page(town, name)
    assert [str(client.get(address).status_code) for client in town.clients()] == expected


def test_the_next_five_dates_and_amounts_are_shown_before_anything_is_ordered(town: Walkers) -> None:
    answer = town.bob.post(
        page(town, "order_new"), form(town, first="2031-01-31", amount="100", times="7", is_split="on")
    )
    said = text_of(answer)
    for line in ("31 January 2031 14.29", "28 February 2031 14.29", "31 May 2031 14.28", "And so on, 7 times in all"):
        assert line in said
    assert "30 June 2031" not in said
    assert queries.standing_orders(viewer=town.bob_id).items == ()


def test_the_way_back_from_the_look_before_ordering_keeps_what_was_typed(town: Walkers) -> None:
    shown = town.bob.post(page(town, "order_new"), form(town)).content.decode()
    assert '<button class="btn quiet icon-only" form="order" name="change" value="yes" aria-label="Back">' in shown
    assert 'id="order"' in shown


def test_what_was_typed_comes_back_to_be_changed(town: Walkers) -> None:
    answer = town.bob.post(page(town, "order_new"), form(town, change="yes"))
    assert answer.status_code == 200
    assert 'value="12.50"' in answer.content.decode()


def test_a_double_click_makes_one_order(town: Walkers) -> None:
    assert made(town) == made(town)
    assert len(queries.standing_orders(viewer=town.bob_id).items) == 1


#  typed                                  says beside the field
FAULTS = [
    ({"payee": "nobody at all"}, "Nobody here has this name or code"),
    ({"payee": ""}, "Type a name or a code."),
    ({"amount": "1,2,3"}, "is not an amount"),
    ({"first": "2020-01-01"}, "The first date is over"),
    ({"first": "soon"}, "Write the day as year-month-day."),
    ({"first": "2031-01-31", "until": "2031-01-30"}, "The last date is before the first."),
    ({"is_split": "on"}, "Say in how many parts the amount is paid."),
    ({"payee": "Bob Hain"}, "Nobody here has this name or code"),
]


@pytest.mark.parametrize(("typed", "says"), FAULTS)
@pytest.mark.parametrize("step", [{}, {"confirm": "yes"}])
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_lost(
    town: Walkers, typed: dict[str, str], says: str, step: dict[str, str]
) -> None:
    answer = town.bob.post(page(town, "order_new"), form(town, **typed, **step))
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert 'value="rent"' in answer.content.decode()
    assert queries.standing_orders(viewer=town.bob_id).items == ()


def test_the_page_of_an_order_says_what_became_of_its_dates(town: Walkers) -> None:
    paid = made(town, times="2")
    refused = made(town, amount="99.00", key="form-2", retry_days="0", times="1")
    jobs.run_due(now=clock.now())
    assert "Paid so far 12.50 alder" in text_of(town.bob.get(paid))
    assert "There was not enough on your account." in text_of(town.bob.get(refused))
    said = text_of(town.bob.get(page(town, "orders")))
    assert "Next on" in said
    assert "Done" in said


def test_an_order_is_paused_skipped_resumed_and_ended_by_its_buttons(town: Walkers) -> None:
    address = made(town, first=(town.today + timedelta(days=3)).isoformat())
    for act, says in [
        ("pause", "The order is paused."),
        ("resume", "The order is active again."),
        ("skip", "That date is skipped."),
        ("cancel", "The order has ended."),
        ("pause", "This standing order is over."),
    ]:
        answer = town.bob.post(f"{address}{act}/", {"key": f"{act}-{says}"}, follow=True)
        assert says in text_of(answer)
    assert town.bob.post(f"{address}explode/").status_code == 404
    assert town.alice.post(f"{address}cancel/").status_code == 404


@pytest.mark.parametrize("name", ["orders", "order_new", "order"])
def test_a_page_keeps_its_budget_of_queries(town: Walkers, name: str) -> None:
    order = made(town)
    jobs.run_due(now=clock.now())
    address = order if name == "order" else page(town, name)
    town.bob.get(address)
    with statements() as sent:
        assert town.bob.get(address).status_code == 200
    assert len(sent) <= QUERIES_MAX, "\n".join(sent)


@pytest.mark.parametrize(
    ("name", "typed", "status"),
    [
        ("order_new", {"amount": "x"}, 422),
        (
            "order_new",
            {
                "payee": "Alice",
                "amount": "1.00",
                "first": "2030-01-01",
                "rhythm": "month",
                "catch_up": "each",
                "retry_days": "0",
            },
            200,
        ),
    ],
)
def test_a_page_that_answers_a_form_keeps_its_budget_too(
    town: Walkers, name: str, typed: dict[str, str], status: int
) -> None:
    answers_within_budget(town.bob, page(town, name), typed, status)
