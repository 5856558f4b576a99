"""Several people at once, on a database that commits: nobody slips past the cap, a use, the last administrator."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

import pytest
from django.db import connections

from tests.support.patience import PATIENCE_S
from worgl.communities import commands, queries
from worgl.communities.errors import SlugTaken
from worgl.communities.models import Community, Member
from worgl.communities.rules import MemberState, Role
from worgl.communities.tests.builders import applicant, community, fresh_key, invitation, join, member, town
from worgl.core.errors import Refusal
from worgl.core.limits import MESSAGES_SENT
from worgl.identity.errors import EmailTaken
from worgl.identity.tests.builders import NOW, person
from worgl.inbox.commands import notify
from worgl.inbox.rules import NewNotification

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(acts: Sequence[Callable[[], object]]) -> Counter[str]:
    """Run all acts in threads that start together and count "ok" and the codes of refusals."""
    results: Counter[str] = Counter()
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(PATIENCE_S)
            act()
        except Refusal as refusal:
            results[refusal.code] += 1
        except Exception as error:  # noqa: BLE001 -- a thread's failure must show in the count
            results[repr(error)] += 1
        else:
            results["ok"] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return results


def test_the_cap_holds_when_many_join_at_once() -> None:
    founded = community(cap=4)
    link = invitation(founded.member, uses=50)
    people = [person() for _number in range(8)]
    results = at_once([partial(join, link, who) for who in people])
    assert results == {"ok": 3, "community_full": 5}
    active = Member.objects.filter(community=founded.community, state=MemberState.ACTIVE).count()
    assert active == queries.community(founded.community).seats == 4


def test_the_cap_holds_when_many_are_approved_at_once() -> None:
    founded = community(cap=5)
    waiting = [applicant(founded) for _number in range(2)]
    link = invitation(member(founded), uses=4)
    waiting += [join(link, person()) for _number in range(4)]
    # The founder, two hosts and one more member: one seat is left.
    acts = [partial(commands.approve, actor=founded.member, member=who, key=fresh_key(), now=NOW) for who in waiting]
    assert at_once(acts) == {"ok": 1, "community_full": 5}
    assert queries.community(founded.community).seats == 5


def test_an_invitation_for_one_admits_one_of_many() -> None:
    founded = community()
    link = invitation(founded.member, uses=1)
    people = [person() for _number in range(6)]
    results = at_once([partial(join, link, who) for who in people])
    assert results == {"ok": 1, "invitation_used_up": 5}


def test_a_person_who_clicks_twice_becomes_one_member() -> None:
    founded, bob = community(), person("Bob")
    link = invitation(founded.member, uses=9)
    assert at_once([lambda: join(link, bob)] * 5) == {"ok": 1, "already_member": 4}
    assert Member.objects.filter(community=founded.community, person=bob).count() == 1


def test_two_administrators_who_leave_at_once_leave_one_behind() -> None:
    founded = community()
    bob = member(founded)
    commands.grant_role(actor=founded.member, member=bob, role=Role.ADMIN, key=fresh_key(), now=NOW)
    results = at_once(
        [
            lambda: commands.leave(actor=founded.member, key=fresh_key(), now=NOW),
            lambda: commands.leave(actor=bob, key=fresh_key(), now=NOW),
        ]
    )
    assert results == {"ok": 1, "last_admin": 1}
    assert Member.objects.filter(community=founded.community, is_admin=True).count() == 1
    assert Community.objects.get(pk=founded.community).admins == 1


def test_an_applicant_is_admitted_or_declined_but_not_both() -> None:
    founded = community()
    waiting = applicant(founded)
    results = at_once(
        [
            lambda: commands.approve(actor=founded.member, member=waiting, key=fresh_key(), now=NOW),
            lambda: commands.decline(actor=founded.member, member=waiting, key=fresh_key(), now=NOW),
            lambda: commands.approve(actor=founded.member, member=waiting, key=fresh_key(), now=NOW),
        ]
    )
    assert results == {"ok": 1, "wrong_state": 2}


def test_an_address_is_taken_once() -> None:
    slug = f"race-{uuid4().hex[:12]}"
    founders = [person() for _number in range(4)]
    acts = [partial(community, founder=who, slug=slug) for who in founders]
    assert at_once(acts) == {"ok": 1, SlugTaken.code: 3}


def test_an_e_mail_address_is_registered_once() -> None:
    email = f"{uuid4().hex}@example.org"
    assert at_once([lambda: person(email=email)] * 4) == {"ok": 1, EmailTaken.code: 3}


def test_people_who_write_to_each_other_at_once_have_one_conversation() -> None:
    here = town()
    pairs = [(here.alice, here.bob), (here.bob, here.alice)] * 4
    acts = [
        partial(commands.write_to, actor=by, member=to, text=f"{number}", key=fresh_key(), now=NOW)
        for number, (by, to) in enumerate(pairs)
    ]
    assert at_once(acts) == {"ok": 8}
    for own, other in pairs[:2]:
        found = queries.chats(community=here.community, viewer=own)
        assert [(chat.other.id, chat.side.unread) for chat in found.items] == [(other, 4)]
        _chat, page = queries.chat(viewer=queries.member(own), other=queries.member(other))
        assert len(page.items) == 8


def test_nobody_writes_more_than_he_may_by_writing_in_many_windows() -> None:
    here = town()
    for number in range(MESSAGES_SENT.most - 2):
        commands.write_to(actor=here.bob, member=here.alice, text=str(number), key=fresh_key(), now=NOW)
    acts = [
        partial(commands.write_to, actor=here.bob, member=here.alice, text="more", key=fresh_key(), now=NOW)
        for _number in range(6)
    ]
    assert at_once(acts) == {"ok": 2, "too_many_messages": 4}


def test_the_same_thing_is_told_once_by_workers_at_once() -> None:
    here = town()
    commands.write_to(actor=here.bob, member=here.alice, text="hello", key=fresh_key(), now=NOW)
    telling = NewNotification(
        here.alice_person, "communities.message", "a key", fields={"name": "Bob"}, place=("x", "y")
    )
    results: list[bool] = []
    assert at_once([lambda: results.append(notify(telling, now=NOW))] * 6) == {"ok": 6}
    assert sorted(results) == [False] * 5 + [True]
