"""Founding, invitations, joining, approval."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from worgl.communities import commands, queries
from worgl.communities.errors import (
    AlreadyApplied,
    AlreadyMember,
    CommunityFull,
    InvitationExpired,
    InvitationUnknown,
    InvitationUsedUp,
    InvitedOften,
    MemberUnknown,
    NotActive,
    RoleNeeded,
    SlugTaken,
    TooManyCommunities,
    TooManyInvitations,
    WrongState,
)
from worgl.communities.models import Community, Invitation, Member
from worgl.communities.rules import FOUNDED_MAX, INVITATIONS_OPEN_MAX, InvitationId, MemberId, MemberState, Role
from worgl.communities.tests.builders import applicant, community, fresh_key, invitation, join, member, town
from worgl.core.errors import InvalidInput, KeyReused
from worgl.core.limits import INVITATIONS_MADE
from worgl.core.models import AnsweredCommand, Fact
from worgl.identity.errors import PersonUnknown
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW, person
from worgl.ledger.queries import balance_sum

pytestmark = pytest.mark.django_db


def topics() -> list[str]:
    return list(Fact.objects.order_by("id").values_list("topic", flat=True))


def test_a_founder_is_active_administrator_and_treasurer() -> None:
    alice = person("Alice Novak")
    founded = community(founder=alice, name=" Alder  Brook ", slug="Alder-Brook", zone="Europe/Berlin", cap=40)
    seen = queries.community(founded.community)
    assert (seen.name, seen.slug, seen.zone, seen.cap, seen.seats) == (
        "Alder Brook",
        "alder-brook",
        "Europe/Berlin",
        40,
        1,
    )
    first = queries.member(founded.member)
    assert (first.name, first.person, first.state) == ("Alice Novak", alice, MemberState.ACTIVE)
    assert first.roles == {Role.ADMIN, Role.TREASURER}
    assert first.joined_at == seen.created_at == NOW
    assert topics() == ["communities.founded", "communities.member_admitted"]


def test_a_community_has_a_ledger_book_of_its_own() -> None:
    one, other = community(), community()
    books = {queries.community(founded.community).book for founded in (one, other)}
    assert len(books) == 2
    assert [balance_sum(book, "ALD") for book in books] == [0, 0]


def test_an_address_belongs_to_one_community() -> None:
    community(slug="alderbrook")
    with pytest.raises(SlugTaken):
        community(slug="ALDERBROOK")
    assert Community.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "\u202e"}, {"slug": "admin"}, {"zone": "Vienna"}, {"cap": 1}, {"cap": 10_001}],
    ids=str,
)
def test_founding_refuses_what_the_rules_refuse(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        community(**wrong)  # type: ignore[arg-type]  # the wrong values are the point
    assert not Community.objects.exists()


def test_a_stranger_founds_nothing() -> None:
    with pytest.raises(PersonUnknown):
        community(founder=PersonId(uuid4()))


def test_a_person_founds_a_limited_number_of_communities() -> None:
    alice = person("Alice")
    for _number in range(FOUNDED_MAX):
        community(founder=alice)
    with pytest.raises(TooManyCommunities):
        community(founder=alice)


def test_founding_twice_with_one_key_founds_once() -> None:
    alice, key = person("Alice"), fresh_key()
    inputs = {
        "actor": alice,
        "name": "Alder",
        "preset": "x",
        "zone": "UTC",
        "decimal_mark": ".",
        "key": key,
        "now": NOW,
    }
    first = commands.found_community(slug="alder", **inputs)  # type: ignore[arg-type]  # one dict for three calls
    assert commands.found_community(slug="alder", **inputs) == first  # type: ignore[arg-type]  # the same
    with pytest.raises(KeyReused):
        commands.found_community(slug="other", **inputs)  # type: ignore[arg-type]  # the same
    assert Community.objects.count() == 1


def test_an_administrators_invitation_lets_in_at_once() -> None:
    founded = community()
    bob = person("Bob")
    joined = queries.member(join(invitation(founded.member), bob, name="Bob the Baker"))
    assert (joined.name, joined.state, joined.person) == ("Bob the Baker", MemberState.ACTIVE, bob)
    assert joined.roles == set()
    assert joined.joined_at == NOW
    assert queries.community(founded.community).seats == 2
    assert topics()[-1] == "communities.member_admitted"


def test_a_members_invitation_leads_to_the_queue() -> None:
    founded = community()
    dora = applicant(founded)
    waiting = queries.member(dora)
    assert (waiting.state, waiting.joined_at, waiting.is_active) == (MemberState.APPLIED, None, False)
    assert queries.community(founded.community).seats == 2, "an applicant takes no seat"
    assert topics()[-1] == "communities.member_applied"


def test_an_invitation_leads_to_the_page_of_joining() -> None:
    link = invitation(community().member)
    assert link.path == reverse("communities:join", args=[link.token])
    assert link.expires_at == NOW + timedelta(days=7)


def test_a_token_is_not_in_the_database() -> None:
    founded, key = community(), fresh_key()
    link = commands.invite(actor=founded.member, uses=2, days=3, key=key, now=NOW)
    assert len(link.token) >= 32
    kept = [*Invitation.objects.values(), *AnsweredCommand.objects.values()]
    assert link.token not in str(kept)
    assert commands.invite(actor=founded.member, uses=2, days=3, key=key, now=NOW) == link
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(("uses", "days"), [(0, 1), (1, 0), (501, 1), (1, 91)])
def test_an_invitation_outside_its_limits_is_refused(uses: int, days: int) -> None:
    with pytest.raises(InvalidInput):
        invitation(community().member, uses=uses, days=days)


def test_a_member_has_a_limited_number_of_open_invitations() -> None:
    founded = community()
    for _number in range(INVITATIONS_OPEN_MAX):
        invitation(founded.member, days=1)
    with pytest.raises(TooManyInvitations):
        invitation(founded.member)
    invitation(founded.member, now=NOW + timedelta(days=2))


def test_an_invitation_is_good_for_its_number_of_people() -> None:
    link = invitation(community().member, uses=2)
    join(link, person("Bob"))
    join(link, person("Dora"))
    with pytest.raises(InvitationUsedUp):
        join(link, person("Emil"))


def test_an_invitation_is_good_until_its_last_moment() -> None:
    link = invitation(community().member, uses=2, days=1)
    join(link, person("Bob"), now=link.expires_at - timedelta(microseconds=1))
    with pytest.raises(InvitationExpired):
        join(link, person("Dora"), now=link.expires_at)


def test_an_unknown_or_withdrawn_invitation_lets_nobody_in() -> None:
    founded = community()
    link = invitation(founded.member)
    commands.revoke_invitation(actor=founded.member, invitation=link.id, key=fresh_key(), now=NOW)
    for token in (link.token, "", "x" * 32, link.id.hex):
        with pytest.raises(InvitationUnknown):
            commands.join(actor=person("Bob"), token=token, name="Bob", key=fresh_key(), now=NOW)
    assert Member.objects.count() == 1


def test_members_take_back_their_own_invitations_and_administrators_all() -> None:
    here = town()
    of_alice, of_bob = invitation(here.alice), invitation(here.bob)
    for stranger, link in [(here.bob, of_alice), (here.charlie, of_alice), (here.charlie, of_bob)]:
        with pytest.raises(InvitationUnknown):
            commands.revoke_invitation(actor=stranger, invitation=link.id, key=fresh_key(), now=NOW)
    commands.revoke_invitation(actor=here.bob, invitation=of_bob.id, key=fresh_key(), now=NOW)
    again = invitation(here.bob)
    commands.revoke_invitation(actor=here.alice, invitation=again.id, key=fresh_key(), now=NOW)
    act = queries.audit_log(community=here.community, viewer=here.alice).items[0]
    assert (act.what, act.actor, act.subject) == ("communities.invitation_revoked", "Alice", "Bob")
    with pytest.raises(InvitationUnknown):
        commands.revoke_invitation(actor=here.alice, invitation=InvitationId(uuid4()), key=fresh_key(), now=NOW)


def test_a_person_is_one_member() -> None:
    here = town()
    with pytest.raises(AlreadyMember):
        join(invitation(here.alice), here.bob_person)
    link = invitation(here.bob, uses=3)
    waiting = join(link, here.charlie_person, name="Charlie")
    with pytest.raises(AlreadyApplied):
        join(link, here.charlie_person)
    assert join(invitation(here.alice), here.charlie_person, name="Charlie") == waiting
    assert queries.member(waiting).is_active
    assert Member.objects.filter(community=here.community, person=here.charlie_person).count() == 1


def test_a_refused_join_uses_up_nothing() -> None:
    here = town()
    link = invitation(here.alice)
    with pytest.raises(AlreadyMember):
        join(link, here.bob_person)
    join(link, person("Dora"))


def test_a_full_community_lets_nobody_in() -> None:
    founded = community(cap=2)
    waiting = applicant(founded)
    for enter in (
        lambda: join(invitation(founded.member), person("Emil")),
        lambda: commands.approve(actor=founded.member, member=waiting, key=fresh_key(), now=NOW),
    ):
        with pytest.raises(CommunityFull) as refusal:
            enter()
        assert refusal.value.fields == {"cap": 2}
    commands.set_cap(actor=founded.member, cap=3, key=fresh_key(), now=NOW)
    commands.approve(actor=founded.member, member=waiting, key=fresh_key(), now=NOW)
    assert queries.member(waiting).is_active


def test_strangers_and_misleading_names_do_not_join() -> None:
    link = invitation(community().member)
    with pytest.raises(PersonUnknown):
        join(link, PersonId(uuid4()))
    with pytest.raises(InvalidInput):
        join(link, person("Bob"), name="\u202eboB")


def test_only_active_members_invite() -> None:
    founded = community()
    waiting, bob = applicant(founded), member(founded)
    commands.suspend(actor=founded.member, member=bob, reason="late", key=fresh_key(), now=NOW)
    for outsider in (waiting, bob):
        with pytest.raises(NotActive):
            invitation(outsider)
    with pytest.raises(MemberUnknown):
        invitation(MemberId(uuid4()))


def test_an_administrator_approves() -> None:
    founded = community()
    waiting = applicant(founded, "Dora")
    later = NOW + timedelta(days=1)
    commands.approve(actor=founded.member, member=waiting, key=fresh_key(), now=later, reason="Our baker")
    admitted = queries.member(waiting)
    assert (admitted.state, admitted.joined_at) == (MemberState.ACTIVE, later)
    act = queries.audit_log(community=founded.community, viewer=founded.member).items[0]
    assert (act.what, act.actor, act.subject, act.reason, act.at) == (
        "communities.approved",
        "Alice",
        "Dora",
        "Our baker",
        later,
    )
    with pytest.raises(WrongState):
        commands.approve(actor=founded.member, member=waiting, key=fresh_key(), now=later)


def test_who_is_declined_may_ask_again() -> None:
    founded = community()
    dora = person("Dora")
    link = invitation(member(founded), uses=2)
    waiting = join(link, dora, name="Dora")
    commands.decline(actor=founded.member, member=waiting, key=fresh_key(), now=NOW, reason="Not from here")
    assert queries.member(waiting).state == MemberState.LEFT
    assert queries.communities_of(dora) == ()
    assert join(link, dora, name="Dora Moser") == waiting
    assert queries.member(waiting).state == MemberState.APPLIED


def test_only_administrators_of_this_community_decide_on_applications() -> None:
    here = town()
    waiting = join(invitation(here.bob), person("Dora"), name="Dora")
    for decide in (commands.approve, commands.decline):
        with pytest.raises(RoleNeeded):
            decide(actor=here.bob, member=waiting, key=fresh_key(), now=NOW)
        with pytest.raises(MemberUnknown):
            decide(actor=here.charlie, member=waiting, key=fresh_key(), now=NOW)
        with pytest.raises(NotActive):
            decide(actor=waiting, member=waiting, key=fresh_key(), now=NOW)
        with pytest.raises(WrongState):
            decide(actor=here.alice, member=here.bob, key=fresh_key(), now=NOW)
    assert queries.member(waiting).state == MemberState.APPLIED


def test_who_takes_invitations_back_does_not_make_them_without_end() -> None:
    founded = community()
    for _each in range(INVITATIONS_MADE.most):
        made = invitation(founded.member)
        commands.revoke_invitation(actor=founded.member, invitation=made.id, key=fresh_key(), now=NOW)
    with pytest.raises(InvitedOften, match=f"made {INVITATIONS_MADE.most} invitations today") as no:
        invitation(founded.member)
    assert no.value.fields["limit"] == INVITATIONS_MADE.most
    invitation(founded.member, now=NOW + timedelta(days=1))
