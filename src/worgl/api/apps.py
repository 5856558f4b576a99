"""Registers the API with Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worgl.core import domains
from worgl.core.acts import ActGroup

if TYPE_CHECKING:
    from ninja import Router


def _routers() -> tuple[Router, ...]:
    from worgl.api.api import hooks, queue

    return (hooks.router, queue.router)


class ApiConfig(domains.DomainConfig):
    """The API."""

    name = "worgl.api"
    label = "api"

    def ready(self) -> None:
        """Register the checks, the readers of facts, the jobs and the notices."""
        from worgl.api import checks, notices  # noqa: F401 -- importable only once the tables are known
        from worgl.api.jobs.telling import hear_all

        hear_all()

    def declares(self) -> domains.Domain:
        """Return what webhooks do not tell: how they fare themselves."""
        from worgl.api import facts, models
        from worgl.api.queries.mine import files_of_member, files_of_person

        return domains.Domain(
            routers=_routers,
            files_of_person=files_of_person,
            files_of_member=files_of_member,
            personal=(models.PersonalKey, models.KeySpending, models.Endpoint, models.Message),
            impersonal={},
            acts={
                ActGroup.COMMUNITY: ("api.endpoint_made", "api.endpoint_removed", "api.endpoint_off"),
            },
            untold=facts.UNTOLD,
            stays={
                models.PersonalKey: "a key opens this node only; its owner makes a new one",
                models.KeySpending: "counted for the keys of this node",
                models.Endpoint: "signed with a secret of this node; its owner makes a new one",
                models.Message: "on its way from this node",
            },
        )
