"""What all members are told, and the record by who, what and when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from worgl.communities import commands, queries
from worgl.communities.errors import NoticeUnknown, RoleNeeded, TooManyNotices
from worgl.communities.rules import NOTICES_OPEN_MAX, AuditFilter, MemberId, NoticeId
from worgl.communities.tests.builders import Town, fresh_key, town
from worgl.core.audit import AuditGroup
from worgl.core.errors import InvalidInput
from worgl.core.models import Fact
from worgl.identity.tests.builders import NOW

DAY = timedelta(days=1)


@pytest.fixture
def here(db: None) -> Town:
    """Open a town of Alice, Bob and Charlie."""
    return town()


def tell(here: Town, title: str = "Market on Sunday", *, days: int = 7, by: MemberId | None = None) -> NoticeId:
    return commands.publish_notice(
        actor=by or here.alice, title=title, body="Bring cake.", days=days, key=fresh_key(), now=NOW
    )


def told(member: MemberId, after: timedelta = timedelta()) -> list[str]:
    return [one.title for one in queries.notices_for(queries.member(member), now=NOW + after)]


def test_every_member_is_told_until_he_puts_it_away_or_it_expires(here: Town) -> None:
    notice = tell(here)
    assert told(here.bob) == told(here.alice) == ["Market on Sunday"]
    assert told(here.charlie) == []
    for _again in range(2):
        commands.dismiss_notice(actor=here.bob, notice=notice, key=fresh_key(), now=NOW)
    assert told(here.bob) == []
    assert told(here.alice) == ["Market on Sunday"]
    assert told(here.alice, 7 * DAY) == []
    (shown,) = queries.notices(community=here.community, viewer=here.alice).items
    assert (shown.seen, shown.is_withdrawn) == (1, False)


def test_a_notice_is_a_fact_that_others_can_pass_on(here: Town) -> None:
    notice = tell(here)
    fact = Fact.objects.get(topic="communities.notice_published")
    assert fact.body["notice"] == str(notice)
    found = queries.notice(notice)
    assert found is not None
    assert (found.title, found.body) == ("Market on Sunday", "Bring cake.")


def test_what_is_taken_back_is_told_nobody(here: Town) -> None:
    notice = tell(here)
    commands.withdraw_notice(actor=here.alice, notice=notice, key=fresh_key(), now=NOW)
    assert told(here.bob) == []
    assert queries.notice(notice) is None
    with pytest.raises(NoticeUnknown):
        commands.withdraw_notice(actor=here.alice, notice=notice, key=fresh_key(), now=NOW)


def test_administrators_of_the_town_tell_and_nobody_else(here: Town) -> None:
    notice = tell(here)
    with pytest.raises(RoleNeeded):
        tell(here, by=here.bob)
    with pytest.raises(RoleNeeded):
        commands.withdraw_notice(actor=here.bob, notice=notice, key=fresh_key(), now=NOW)
    with pytest.raises(NoticeUnknown):
        commands.withdraw_notice(actor=here.charlie, notice=notice, key=fresh_key(), now=NOW)
    with pytest.raises(NoticeUnknown):
        commands.dismiss_notice(actor=here.charlie, notice=notice, key=fresh_key(), now=NOW)
    with pytest.raises(RoleNeeded):
        queries.notices(community=here.community, viewer=here.bob)


@pytest.mark.parametrize(("title", "days"), [("", 7), ("a" * 121, 7), ("Fine", 0), ("Fine", 367)])
def test_a_notice_that_says_nothing_or_stays_for_ever_is_refused(here: Town, title: str, days: int) -> None:
    with pytest.raises(InvalidInput):
        tell(here, title, days=days)


def test_no_more_notices_than_anybody_reads(here: Town) -> None:
    for number in range(NOTICES_OPEN_MAX):
        tell(here, f"Notice {number}")
    with pytest.raises(TooManyNotices):
        tell(here)


def test_the_record_is_asked_by_who_what_and_when(here: Town) -> None:
    commands.suspend(actor=here.alice, member=here.bob, reason="", key=fresh_key(), now=NOW + DAY)
    tell(here)
    commands.set_cap(actor=here.alice, cap=50, key=fresh_key(), now=NOW + 2 * DAY)

    def found(asked: AuditFilter) -> list[str]:
        page = queries.audit_log(community=here.community, viewer=here.alice, asked=asked)
        everything = queries.whole_audit_log(community=here.community, viewer=here.alice, asked=asked)
        codes = [act.what for act in page.items]
        assert codes == [act.what for act in everything]
        return sorted(code.removeprefix("communities.") for code in codes)

    assert found(AuditFilter(group=AuditGroup.PEOPLE)) == ["invited", "suspended"]
    assert found(AuditFilter(group=AuditGroup.COMMUNITY)) == ["cap_set", "notice_published"]
    assert found(AuditFilter(group=AuditGroup.MONEY)) == []
    assert found(AuditFilter(actor=here.bob)) == []
    assert len(found(AuditFilter(actor=here.alice))) == 4
    assert found(AuditFilter(since=NOW + DAY, until=NOW + 2 * DAY)) == ["suspended"]
    assert [one.id for one in queries.who_acted(community=here.community, viewer=here.alice)] == [here.alice]
    for ask in (queries.who_acted, queries.audit_log):
        with pytest.raises(RoleNeeded):
            ask(community=here.community, viewer=member_again(here))


def member_again(here: Town) -> MemberId:
    """Let Bob act again and return Bob."""
    if not queries.member(here.bob).is_active:
        commands.reinstate(actor=here.alice, member=here.bob, key=fresh_key(), now=NOW)
    return here.bob
