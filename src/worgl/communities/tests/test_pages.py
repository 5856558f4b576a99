"""The decorators of community pages: visitor, outsider, applicant, member, officer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from worgl.communities import commands
from worgl.communities.errors import CommunityUnknown, NotActive, NotAMember, RoleNeeded
from worgl.communities.pages import MemberRequest, admin_page, member_page, treasurer_page
from worgl.communities.rules import Role
from worgl.communities.tests.builders import fresh_key, invitation, join, town
from worgl.identity.rules import PersonId
from worgl.identity.tests.builders import NOW

pytestmark = pytest.mark.django_db


@member_page
def for_members(request: MemberRequest, code: str = "") -> HttpResponse:
    return HttpResponse(f"{request.community.slug} {request.member.name} {code}".strip())


@admin_page
def for_admins(request: MemberRequest) -> HttpResponse:
    return HttpResponse(request.member.name)


@treasurer_page
def for_treasurers(request: MemberRequest) -> HttpResponse:
    return HttpResponse(request.member.name)


PAGES: list[Callable[..., HttpResponse]] = [for_members, for_admins, for_treasurers]


def by(who: PersonId | None, *, htmx: bool = False) -> HttpRequest:
    headers = {"HX-Request": "true"} if htmx else {}
    request = RequestFactory().get("/c/alder/pay/?to=me", headers=headers)
    request.user = get_user_model().objects.get(pk=who) if who else AnonymousUser()
    return request


def test_a_member_meets_the_page_with_community_and_member() -> None:
    here = town()
    answer = for_members(by(here.bob_person), slug=here.slug.upper(), code="X")
    assert answer.content.decode() == f"{here.slug} Bob X"
    assert for_members.__name__ == "for_members"


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_signs_in_first_and_comes_back(page: Callable[..., HttpResponse]) -> None:
    here = town()
    answer = page(by(None), slug=here.slug)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/c/alder/pay/%3Fto%3Dme")
    fragment = page(by(None, htmx=True), slug=here.slug)
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (
        200,
        "/account/login/?next=/c/alder/pay/%3Fto%3Dme",
    )


@pytest.mark.parametrize("page", PAGES)
def test_an_outsider_meets_a_refusal_and_no_community(page: Callable[..., HttpResponse]) -> None:
    here = town()
    request = by(here.charlie_person)
    with pytest.raises(NotAMember):
        page(request, slug=here.slug)
    assert not hasattr(request, "community")
    with pytest.raises(CommunityUnknown):
        page(by(here.alice_person), slug="nowhere")


def test_officers_meet_their_pages_and_members_do_not() -> None:
    here = town()
    for page in (for_admins, for_treasurers):
        assert page(by(here.alice_person), slug=here.slug).content == b"Alice"
        with pytest.raises(RoleNeeded):
            page(by(here.bob_person), slug=here.slug)
    commands.grant_role(actor=here.alice, member=here.bob, role=Role.TREASURER, key=fresh_key(), now=NOW)
    assert for_treasurers(by(here.bob_person), slug=here.slug).content == b"Bob"
    with pytest.raises(RoleNeeded):
        for_admins(by(here.bob_person), slug=here.slug)


def test_applicants_and_suspended_members_enter_but_have_no_role() -> None:
    here = town()
    join(invitation(here.bob), here.charlie_person, name="Charlie")
    commands.suspend(actor=here.alice, member=here.bob, reason="", key=fresh_key(), now=NOW)
    for who, name in ((here.bob_person, "Bob"), (here.charlie_person, "Charlie")):
        assert name in for_members(by(who), slug=here.slug).content.decode()
        with pytest.raises(NotActive):
            for_admins(by(who), slug=here.slug)
