"""What all members are told: the administrator's page, and putting a notice away."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.communities import commands, queries
from worgl.communities.forms import NoticeForm
from worgl.communities.pages import ADMIN, MEMBER
from worgl.core.pages import Act, Frame, act_page, form_page, to

notices = form_page(
    ADMIN,
    commands.publish_notice,
    lambda _request, sent: NoticeForm(sent),
    Frame(
        "communities/notices.html",
        _("Announcements"),
        back=to("web:admin"),
        more=lambda request: {
            "page": queries.notices(
                community=request.community.id, viewer=request.member.id, cursor=request.GET.get("cursor", "")
            )
        },
    ),
    said=_("All members read it on their first page."),
    then=to("communities:notices"),
)
withdraw = act_page(ADMIN, Act(commands.withdraw_notice, to("communities:notices"), _("It is taken back.")))
dismiss = act_page(MEMBER, Act(commands.dismiss_notice, to("payments:home")))
