"""What several pages of a community show in the same way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.communities.pages import MemberRequest
from worgl.communities.queries import capacity_for
from worgl.communities.rules import Capacity, Member, MemberKind, Role
from worgl.core import links


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role an administrator can give or take back."""

    key: str
    name: str
    sentence: str | Promise
    has: bool


SENTENCES = {
    Role.ADMIN: _("Lets people in, pauses memberships, gives roles, announces rules."),
    Role.MODERATOR: _("Answers those who ask to join."),
    Role.TREASURER: _("Gives out coins, sets limits, pays from the common fund."),
}
WITH_SAY = {Capacity.SELF, Capacity.KEEPER}


def member_context(request: MemberRequest, person: Member, **more: object) -> dict[str, Any]:
    """Return what the page of one member shows."""
    words = request.community.words
    return {
        "title": person.name,
        "back": reverse("communities:members", args=[request.community.slug]),
        "person": person,
        "address": settings.SITE_URL + links.href(links.PAY_CODE, person.code),
        "roles": [RoleChoice(role.value, words[role.value], SENTENCES[role], role in person.roles) for role in Role],
        "may_staff": person.kind is MemberKind.SHOP
        and (request.member.is_admin or capacity_for(member=request.member.id, shop=person.id) in WITH_SAY),
        **more,
    }
