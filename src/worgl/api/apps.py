"""Registers the API with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worgl.core import domains
from worgl.core.audit import AuditGroup

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.api.api import hooks, queue

    return (hooks.router, queue.router)


class ApiConfig(domains.DomainConfig):
    """The API."""

    name = "worgl.api"
    label = "api"

    def declares(self) -> domains.Domain:
        """Return what webhooks do not tell: how they fare themselves."""
        from worgl.api import checks, facts, models, notices, places, seals
        from worgl.api.jobs import delivering, telling
        from worgl.api.queries.mine import files_of_member, files_of_person

        return domains.Domain(
            pages=places.PAGES,
            links=places.LINKS,
            jobs=delivering.JOBS,
            checks=checks.CHECKS,
            seals=seals.KINDS,
            notices=notices.KINDS,
            tellers=notices.TELLERS,
            reader_of_event=telling.reader_of,
            routers=_routers,
            files_of_person=files_of_person,
            files_of_member=files_of_member,
            personal=(models.PersonalKey, models.KeySpending, models.Endpoint, models.Message),
            impersonal={},
            acts={
                AuditGroup.COMMUNITY: ("api.endpoint_made", "api.endpoint_removed", "api.endpoint_off"),
            },
            untold=facts.UNTOLD,
            stays={
                models.PersonalKey: "a key opens this node only; its owner makes a new one",
                models.KeySpending: "counted for the keys of this node",
                models.Endpoint: "signed with a secret of this node; its owner makes a new one",
                models.Message: "on its way from this node",
            },
        )
