"""Registers the API with Django."""

from __future__ import annotations

from worgl.core import domains


class ApiConfig(domains.DomainConfig):
    """The API."""

    name = "worgl.api"
    label = "api"

    def ready(self) -> None:
        """Register the readers of facts, the jobs and the notices."""
        from worgl.api import jobs, notices  # noqa: F401 -- importable only once the tables are known
