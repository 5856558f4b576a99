"""Registers the payments with Django."""

from __future__ import annotations

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The payments."""

    name = "worgl.payments"
    label = "payments"

    def ready(self) -> None:
        """Register the checks, the jobs, the notices and the readers of facts."""
        from worgl.payments import checks, jobs, notices  # noqa: F401 -- importable only once the tables are known
