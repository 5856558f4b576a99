"""Registers the API with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API."""

    name = "worgl.api"
    label = "api"

    def ready(self) -> None:
        """Register the checks, the readers of facts, the jobs and the notices."""
        from worgl.api import checks, jobs, notices  # noqa: F401 -- importable only once the tables are known
