"""Registers the API with Django."""

from __future__ import annotations

from worgl.core import domains


class ApiConfig(domains.DomainConfig):
    """The API."""

    name = "worgl.api"
    label = "api"

    def ready(self) -> None:
        """Register the readers of facts, the jobs and the notices."""
        from worgl.api import notices  # noqa: F401 -- importable only once the tables are known
        from worgl.api.jobs.telling import hear_all

        hear_all()

    def declares(self) -> domains.Domain:
        """Return what webhooks do not tell: how they fare themselves."""
        from worgl.api import facts

        return domains.Domain(untold=(facts.EndpointOffSwitched, facts.EndpointFull))
