"""What members are told about payments."""

from __future__ import annotations

import pytest

from worgl.communities.queries import member
from worgl.core import clock, jobs
from worgl.currency.tests.walkers import Walkers, walk_in
from worgl.inbox.queries import unread
from worgl.payments import commands
from worgl.payments.tests.test_views import page, paid, receipt_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Walkers:
    made = walk_in()
    jobs.run_due(now=clock.now())
    return made


def test_who_is_paid_is_told_by_whom_and_how_much(town: Walkers) -> None:
    payment = receipt_of(paid(town, note="bread <3"))
    jobs.run_due(now=clock.now())
    told = text_of(town.alice.get("/notices/"))
    assert "Bob Hain paid you 12.50 alder. bread <3 Alderbrook" in told
    assert "paid you" not in text_of(town.bob.get("/notices/"))
    assert "paid you" not in text_of(town.charlie.get("/notices/"))
    link = town.alice.get("/notices/").content.decode().split('href="/notices/')[1].split('"')[0]
    assert town.alice.get(f"/notices/{link}").headers["Location"] == page(town, "receipt", payment)


def test_who_gets_something_back_is_told(town: Walkers) -> None:
    payment = receipt_of(paid(town))
    town.alice.post(page(town, "refund", payment), {"amount": "5.00", "reason": "too much", "key": "k"})
    town.alice.post(f"{page(town, 'refund_check', payment)}?key=k")
    jobs.run_due(now=clock.now())
    assert "Alice Moser gave you back 5.00 alder. too much" in text_of(town.bob.get("/notices/"))


def test_a_preview_tells_nobody(town: Walkers) -> None:
    commands.preview_payment(actor=town.bob_id, payee=town.alice_id, amount_minor=100, now=clock.now())
    jobs.run_due(now=clock.now())
    assert "paid you" not in text_of(town.alice.get("/notices/"))


def test_the_bell_costs_a_page_of_a_community_no_question_of_its_own(town: Walkers) -> None:
    paid(town)
    jobs.run_due(now=clock.now())
    own = member(town.alice_id).person
    assert own is not None
    count = unread(own)
    assert count
    assert f'aria-label="Notices: {count} unread"' in town.alice.get(page(town, "home")).content.decode()
