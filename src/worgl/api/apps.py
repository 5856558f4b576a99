"""Registers the API with Django."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API."""

    name = "worgl.api"
    label = "api"

    def ready(self) -> None:
        """Register the readers of facts and the jobs."""
        from worgl.api import jobs  # noqa: F401 -- importable only once the tables are known
