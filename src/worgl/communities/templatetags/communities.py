"""What all members are told, for the first page: `{% notices %}`, and what a member may do, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.communities.queries import notices_for
from worgl.communities.rules import Capacity, Member, MemberState, Role
from worgl.core import clock

register = template.Library()
POWERS: Mapping[str, str | Promise] = {
    **{state.value: state.tag.word for state in MemberState},
    Capacity.KEEPER.value: _("in everything"),
    Capacity.TILL.value: _("at the till only"),
}
"""The codes in which the record keeps where a membership stands and as what one acts."""


@register.inclusion_tag("communities/_notices.html", takes_context=True)
def notices(context: template.Context) -> Mapping[str, object]:
    """Show what the member of the page has been told and has not put away."""
    member: Member | None = context.get("member")
    shown = notices_for(member, now=clock.now()) if member is not None and member.is_active else ()
    return {"notices": shown, "community": context["community"], "csrf_token": context.get("csrf_token")}


@register.filter
def power(codes: str, words: Mapping[str, str]) -> str:
    """Say what the record keeps in codes, `active admin`, in words of the community; other text stays as it is."""
    said = {**{role.value: words[role.value] for role in Role}, **POWERS}
    parts = codes.split()
    return ", ".join(str(said[part]) for part in parts) if parts and all(part in said for part in parts) else codes
