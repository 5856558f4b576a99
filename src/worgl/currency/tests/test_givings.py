"""Giving many members the same by one act: looked at first, given once, left out where it cannot be, recorded once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from worgl.communities import commands as communities
from worgl.communities import queries as community_queries
from worgl.communities.rules import MemberFilter, MemberId, Role
from worgl.core import jobs
from worgl.core.commands import IdempotencyKey
from worgl.core.errors import Refusal
from worgl.core.limits import AMOUNT_MAX
from worgl.currency import commands, queries
from worgl.currency.commands import givings
from worgl.currency.models import GivingLine
from worgl.currency.rules import WalletRole
from worgl.currency.rules.member_register import RegisterFilter
from worgl.currency.tests.builders import FOUNDED, Town, a_town, key
from worgl.inbox.queries import notices
from worgl.ledger.audit import audit

pytestmark = pytest.mark.django_db

LATER = FOUNDED + timedelta(days=3)
ALL = RegisterFilter()


def order(
    town: Town,
    minor: int = 500,
    *,
    actor: MemberId | None = None,
    asked: RegisterFilter = ALL,
    source: WalletRole = WalletRole.ISSUER,
    seen: int | None = None,
    reason: str = "for the feast",
    own: str = "",
) -> UUID:
    who = actor or town.alice
    if seen is None:
        seen = look(town, minor, asked=asked, source=source).count
    return commands.give_many(
        actor=who,
        asked=asked,
        source=source,
        each_minor=minor,
        reason=reason,
        seen=seen,
        key=IdempotencyKey(own) if own else key(),
        now=LATER,
    )


def look(
    town: Town, minor: int = 500, *, asked: RegisterFilter = ALL, source: WalletRole = WalletRole.ISSUER
) -> queries.GivingPreview:
    return queries.giving_preview(viewer=town.alice, asked=asked, source=source, each_minor=minor, now=LATER)


def run() -> None:
    jobs.run_due(now=LATER)


def view(town: Town, own: UUID) -> queries.GivingView:
    return queries.giving(community=town.community, viewer=town.alice, giving=own)


def test_everybody_gets_the_same_and_the_look_before_said_so() -> None:
    town = a_town("Bob", "Carol")
    seen = look(town)
    assert (seen.count, seen.whole_minor, seen.full) == (3, 1_500, 0)
    assert seen.after_minor - seen.before_minor == 1_500
    assert town.posted("Bob") == 0, "a look gives nothing"
    own = order(town)
    run()
    assert [town.posted(name) for name in ("Alice", "Bob", "Carol")] == [500, 500, 500]
    done = view(town, own)
    assert (done.given, done.given_minor, done.left_out, done.done_at) == (3, 1_500, {}, LATER)
    assert queries.supply(community=town.community) == seen.after_minor
    assert not list(audit(town.currency.book))


def test_it_is_one_act_with_count_and_sum_and_everybody_is_told_why() -> None:
    town = a_town("Bob", "Carol")
    order(town)
    run()
    acts = community_queries.audit_log(community=town.community, viewer=town.alice).items
    assert [(act.what, act.sentence, act.reason) for act in acts if act.what.startswith("currency.")] == [
        (
            "currency.given_to_many",
            "Ordered that 3 members get 5.00 alder of new money each, 15.00 alder together",
            "for the feast",
        )
    ]
    bob = community_queries.member(town["Bob"]).person
    assert bob is not None
    assert any("5.00 alder" in one.sentence for one in notices(person=bob).items)
    grants = queries.grants(community=town.community, viewer=town["Bob"]).items
    assert {(one.minor, one.reason) for one in grants} == {(500, "for the feast")}


def test_a_filter_chooses_and_who_is_paused_gets_nothing() -> None:
    town = a_town("Bob", "Carol", "Dora")
    communities.suspend(actor=town.alice, member=town["Carol"], reason="", key=key(), now=LATER)
    assert look(town).count == 3
    order(town, asked=RegisterFilter(MemberFilter(search="Dora")))
    run()
    assert [town.posted(name) for name in ("Alice", "Bob", "Dora")] == [0, 0, 500]
    poor = RegisterFilter(most_minor=0)
    assert [member.name for member in look(town, asked=poor).members] == ["Alice", "Bob"]


def test_who_may_not_hold_so_much_or_left_meanwhile_is_left_out_and_counted() -> None:
    town = a_town("Bob", "Carol")
    commands.set_limits(
        actor=town.alice, member=town["Bob"], credit_minor=None, ceiling_minor=499, key=key(), now=LATER
    )
    assert look(town).full == 1
    own = order(town)
    commands.leave_town(actor=town["Carol"], rest_minor=0, key=key(), now=LATER)
    run()
    done = view(town, own)
    assert (done.given, done.left_out) == (1, {"above_ceiling": 1, "not_active": 1})
    assert town.posted("Bob") == 0


def test_the_same_key_orders_once_and_the_job_gives_once_however_often_it_runs() -> None:
    town = a_town("Bob")
    first = order(town, own="once")
    assert order(town, own="once") == first
    run()
    run()
    givings.hand_out(giving=first, progress=lambda _done, _total: None, now=LATER)
    assert town.posted("Bob") == 500


def test_a_job_that_stops_half_way_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    town = a_town("Bob", "Carol", "Dora", "Emil")
    monkeypatch.setattr(givings, "AT_ONCE", 2)
    own = order(town)

    class PowerCut(Exception):
        pass

    def cut(done: int, _total: int) -> None:
        if done > 2:
            raise PowerCut

    with pytest.raises(PowerCut):
        givings.hand_out(giving=own, progress=cut, now=LATER)
    assert GivingLine.objects.filter(giving=own, outcome="given").count() == 2
    assert view(town, own).done_at is None
    run()
    assert [town.posted(name) for name in ("Alice", "Bob", "Carol", "Dora", "Emil")] == [500] * 5


def test_who_came_after_the_look_is_not_given_by_mistake() -> None:
    town = a_town("Bob")
    seen = look(town).count
    town.join("Carol", now=LATER)
    with pytest.raises(Refusal) as no:
        order(town, seen=seen)
    assert no.value.code == "giving_changed"
    own = order(town)
    town.join("Dora", now=LATER)
    run()
    assert view(town, own).given == 3
    assert town.posted("Dora") == 0


#  what           refused with
REFUSED = {
    "nothing": ({"minor": 0}, "invalid_amount"),
    "too much together": ({"minor": AMOUNT_MAX}, "invalid_amount"),
    "no reason": ({"reason": " "}, "invalid_input"),
    "another source": ({"source": WalletRole.OPERATOR, "seen": 2}, "invalid_input"),
    "an empty fund": ({"source": WalletRole.COMMONS}, "below_floor"),
    "nobody": ({"asked": RegisterFilter(MemberFilter(search="Zoe"))}, "nobody_to_give"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_given_is_refused_and_nothing_is_written(what: str) -> None:
    town = a_town("Bob")
    given, code = REFUSED[what]
    with pytest.raises(Refusal) as no:
        order(town, **given)  # type: ignore[arg-type]  # a table of inputs
    assert no.value.code == code
    assert not GivingLine.objects.exists()


def test_only_a_treasurer_gives_and_nobody_issues_mutual_credit() -> None:
    town = a_town("Bob", "Carol")
    communities.grant_role(actor=town.alice, member=town["Bob"], role=Role.ADMIN, key=key(), now=LATER)
    for who in ("Bob", "Carol"):
        with pytest.raises(Refusal) as no:
            order(town, actor=town[who], seen=3)
        assert no.value.code == "role_needed"
    credit = a_town("Bob", preset="time_bank", slug="hours")
    with pytest.raises(Refusal) as no:
        order(credit, seen=2)
    assert no.value.code == "not_issuable"


def test_the_common_fund_gives_what_it_has() -> None:
    town = a_town("Bob", "Carol")
    town.issue("Bob", 3_000)
    commands.give_to_commons(actor=town["Bob"], amount_minor=2_000, key=key(), now=LATER)
    order(town, 400, source=WalletRole.COMMONS)
    run()
    assert (town.system("commons"), town.posted("Carol")) == (800, 400)


def test_strangers_and_members_do_not_read_a_giving() -> None:
    town, other = a_town("Bob"), a_town("Dora", slug="elsewhere")
    own = order(town)
    for viewer, community in ((town["Bob"], town.community), (other.alice, town.community)):
        with pytest.raises(Refusal):
            queries.giving(community=community, viewer=viewer, giving=own)
    with pytest.raises(Refusal) as no:
        queries.giving(community=other.community, viewer=other.alice, giving=own)
    assert no.value.code == "giving_unknown"
