"""What the pages of disputes promise."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.support.queries import statements
from worgl.communities.queries import member_by_code
from worgl.core import clock
from worgl.core.commands import IdempotencyKey
from worgl.core.ids import new_id
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.payments import commands
from worgl.payments.rules import PaymentId
from worgl.payments.tests.test_views import QUERIES_MAX, text_of


@pytest.fixture
def town(db: None) -> Walkers:
    """Open a town where Bob has 100.00."""
    return walk_in()


def page(town: Walkers, name: str, *args: object) -> str:
    return reverse(name if ":" in name else f"disputes:{name}", args=[town.slug, *args])


def paid(town: Walkers, code: str = "") -> PaymentId:
    """Pay 12.50 as Bob, to Emma if nobody else is named."""
    payee = member_by_code(community=town.community, code=code or town.emma_code)
    return commands.pay(
        actor=town.bob_id, payee=payee.id, amount_minor=1_250, note="bread", key=_key(), now=clock.now()
    ).payment


def _key() -> IdempotencyKey:
    return IdempotencyKey(new_id().hex)


def opened(town: Walkers, code: str = "") -> str:
    """Dispute a payment as Bob and return the address of the dispute."""
    answer = town.bob.post(page(town, "dispute_new", paid(town, code)), {"words": "It was stale", "key": _key()})
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"]


#                alice bob  charlie dora anonymous
DOORS = """
disputes         200   200  403     200  302
dispute          200   200  403     404  302
dispute_new      200   200  403     403  302
"""


@pytest.mark.parametrize("row", DOORS.strip().splitlines())
def test_each_page_opens_to_those_it_is_for(town: Walkers, row: str) -> None:
    name, *expected = row.split()
    address = opened(town) if name == "dispute" else page(town, name, *([paid(town)] if name == "dispute_new" else []))
    assert [str(client.get(address).status_code) for client in town.clients()] == expected


def test_a_dispute_goes_from_the_receipt_to_a_ruling(town: Walkers) -> None:
    payment = paid(town)
    assert "Dispute it until" in text_of(town.bob.get(page(town, "payments:receipt", payment)))
    assert "Dispute it until" not in text_of(town.emma.get(page(town, "payments:receipt", payment)))
    answer = town.bob.post(page(town, "dispute_new", payment), {"words": "It was stale", "key": "k"}, follow=True)
    assert "Emma Neu can answer now." in text_of(answer)
    address = answer.redirect_chain[-1][0]
    assert "See the dispute of this payment" in text_of(town.emma.get(page(town, "payments:receipt", payment)))
    assert "Rule" not in text_of(town.alice.get(address))
    answer = town.emma.post(f"{address}answer/", {"words": "It was fresh", "key": "k"}, follow=True)
    assert "Your answer is there." in text_of(answer)
    waiting = text_of(town.alice.get(reverse("web:admin", args=[town.slug])))
    assert "Bob Hain disputes a payment to Emma Neu" in waiting
    assert "It was stale" in text_of(town.alice.get(page(town, "disputes")))
    answer = town.alice.post(f"{address}rule/", {"amount": "2.50", "reason": "One slice", "key": "k"}, follow=True)
    assert "Alice Moser ruled: 2.50 alder go back" in text_of(answer)
    assert "One slice" in text_of(town.bob.get(page(town, "payments:receipt", payment)))


def test_a_ruling_of_nothing_is_typed_as_zero(town: Walkers) -> None:
    address = opened(town)
    town.emma.post(f"{address}answer/", {"words": "no", "key": "k"})
    answer = town.alice.post(f"{address}rule/", {"amount": "0", "reason": "It was fine", "key": "k"}, follow=True)
    assert "ruled: nothing goes back" in text_of(answer)


#  act      form                                  says                                    status
FAULTS: list[tuple[str, dict[str, str], str, int]] = [
    ("answer", {"words": " "}, "Say it in a few words", 422),
    ("answer", {"words": "x" * 1_001}, "At most 1,000 characters", 422),
    ("rule", {"amount": "13", "reason": "r"}, "Between nothing and 12.50 alder can be paid back.", 422),
    ("rule", {"amount": "", "reason": "r"}, "Type an amount; 0 means that nothing goes back.", 422),
    ("rule", {"amount": "1", "reason": ""}, "Say it in a few words", 422),
]


@pytest.mark.parametrize(("act", "form", "says", "status"), FAULTS)
def test_what_does_not_fit_is_said_at_its_field(
    town: Walkers, act: str, form: dict[str, str], says: str, status: int
) -> None:
    address = opened(town)
    client = town.emma
    if act == "rule":
        town.emma.post(f"{address}answer/", {"words": "no", "key": "k"})
        client = town.alice
    answer = client.post(f"{address}{act}/", {**form, "key": "k2"})
    assert answer.status_code == status
    assert says in text_of(answer)


def test_either_side_ends_a_dispute(town: Walkers) -> None:
    first, second = opened(town), opened(town)
    assert "Nothing went back." in text_of(town.bob.post(f"{first}withdraw/", {"key": "w"}, follow=True))
    assert "All of it went back" in text_of(town.emma.post(f"{second}settle/", {"key": "s"}, follow=True))
    assert "cannot be done" in text_of(town.emma.post(f"{second}settle/", {"key": "s2"}, follow=True))
    assert town.bob.post(f"{second}explode/").status_code == 404


def test_an_administrator_with_a_part_in_it_finds_no_form_to_rule(town: Walkers) -> None:
    address = opened(town, town.alice_code)
    town.alice.post(f"{address}answer/", {"words": "no", "key": "k"})
    assert "Let this ruling stand" not in text_of(town.alice.get(address))
    answer = town.alice.post(f"{address}rule/", {"amount": "0", "reason": "mine", "key": "k"})
    assert answer.status_code == 403
    assert "You cannot rule on a dispute of your own" in text_of(answer)


def test_a_lone_administrator_with_a_part_in_it_is_told_to_name_another_and_can(town: Walkers) -> None:
    address = opened(town, town.alice_code)
    own = town.alice.get(address)
    assert "Nobody can rule on this yet" in text_of(own)
    assert "there is no other administrator. Make another member an administrator" in text_of(own)
    members = reverse("communities:members", args=[town.slug])
    assert f'href="{members}">' in own.content.decode()
    assert "Choose a member" in text_of(own)
    assert "Every administrator has a part in it. Another one must be named first." in text_of(town.bob.get(address))
    emma = member_by_code(community=town.community, code=town.emma_code)
    assert reverse("communities:member", args=[town.slug, emma.code]) in town.alice.get(members).content.decode()
    named = {"role": "admin", "give": "yes", "key": _key()}
    answer = town.alice.post(reverse("communities:role", args=[town.slug, emma.id]), named)
    assert answer.status_code == 302
    assert "somebody else rules: Emma Neu" in text_of(town.alice.get(address))
    assert "Nobody can rule" not in text_of(town.bob.get(address))
    town.alice.post(f"{address}answer/", {"words": "no", "key": _key()})
    assert "Let this ruling stand" in text_of(town.emma.get(address))


@pytest.mark.parametrize("name", ["disputes", "dispute", "payments:receipt"])
def test_a_page_keeps_its_budget_of_queries(town: Walkers, name: str) -> None:
    address = opened(town)
    if name == "disputes":
        opened(town)
        address = page(town, name)
    elif name == "receipt":
        address = page(town, name, paid(town))
    for client in (town.bob, town.alice):
        client.get(address)
        with statements() as counted:
            client.get(address)
        assert len(counted) <= QUERIES_MAX, "\n".join(counted)
