"""Django's registration of communities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from worgl.core import domains

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.communities.api import ROUTERS

    return ROUTERS


class CommunitiesConfig(domains.DomainConfig):
    """Communities, members and policy."""

    name = "worgl.communities"
    label = "communities"

    def declares(self) -> domains.Domain:
        """Return what webhooks tell of members and of rules."""
        from worgl.communities import checks, facts, models, places, seals
        from worgl.communities.notices import letters, membership, power
        from worgl.communities.pages import NEEDS
        from worgl.communities.portability import TABLES
        from worgl.communities.queries import files_of_member
        from worgl.communities.rules.audit import ACTS

        return domains.Domain(
            pages=places.PAGES,
            links=places.LINKS,
            jobs=membership.JOBS,
            checks=checks.CHECKS,
            seals=seals.KINDS,
            notices=(*membership.KINDS, *power.KINDS),
            tellers=(*membership.TELLERS, *power.TELLERS),
            silent=facts.SILENT,
            letter_looks=letters.LooksOfCommunities(),
            routers=_routers,
            needs=NEEDS,
            work={
                "communities.announce": pgettext_lazy("work that goes on by itself", "an announcement"),
                "communities.still_waiting": pgettext_lazy(
                    "work that goes on by itself", "reminding of who waits to join"
                ),
            },
            files_of_member=files_of_member,
            personal=(
                models.Member,
                models.Invitation,
                models.Staff,
                models.StaffWish,
                models.ShopPicture,
                models.PolicyRow,
                models.Notice,
                models.NoticeSeen,
                models.AdminAct,
                models.TownText,
                models.Agreement,
            ),
            impersonal={
                models.Community: "of all its members",
                models.LookPicture: "of all its members",
            },
            acts=ACTS,
            tables=TABLES,
            events=facts.EVENTS,
            untold=facts.UNTOLD,
        )
