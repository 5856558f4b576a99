"""What fades: the rule in words, the next date, every levy so far with the member's own line in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from worgl.communities import queries as communities
from worgl.communities.pages import MemberRequest, member_page
from worgl.core import clock
from worgl.core.pages import show, to
from worgl.currency import queries
from worgl.currency.pages import coin_on
from worgl.currency.views.parts import changes, receivers, rule

LEVIES = 24


@require_safe
@member_page
def levies(request: MemberRequest) -> HttpResponse:
    """Explain what fades, when, and where it goes; then list what has faded."""
    now = clock.now()
    community, member = request.community, request.member
    coin = coin_on(request)
    # First, because it reads the policy from the last levy on, and so all that is asked of it below.
    fading = queries.balance(member=member.id, viewer=member.id, now=now).fading
    page = queries.levies(community=community.id, cursor=request.GET.get("cursor", ""), limit=LEVIES)
    mine = queries.levy_lines(member=member.id, viewer=member.id, levies=[levy.id for levy in page.items])
    return show(
        request,
        "currency/levies.html",
        title=_("What fades"),
        back=to("currency:town"),
        rule=rule(queries.levy_terms_at(community=community.id, at=now)),
        fading=fading,
        page=page,
        levies=[(levy, mine.get(levy.id), receivers(levy.shares)) for levy in page.items],
        announced=changes(communities.announced(community=community.id, at=now), coin=coin),
        may_steer=member.is_treasurer,
    )
