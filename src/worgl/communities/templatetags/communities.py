"""What all members are told, for the first page: `{% notices %}`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from worgl.communities.queries import notices_for
from worgl.communities.rules import Member
from worgl.core import clock

register = template.Library()


@register.inclusion_tag("communities/_notices.html", takes_context=True)
def notices(context: template.Context) -> Mapping[str, object]:
    """Show what the member of the page has been told and has not put away."""
    member: Member | None = context.get("member")
    shown = notices_for(member, now=clock.now()) if member is not None and member.is_active else ()
    return {"notices": shown, "community": context["community"], "csrf_token": context.get("csrf_token")}
