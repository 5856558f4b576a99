"""Django's registration of the currency domain."""

from django.apps import AppConfig


class CurrencyConfig(AppConfig):
    """The currency's tables, its jobs and its readers of facts."""

    name = "worgl.currency"
    label = "currency"

    def ready(self) -> None:
        """Register the checks, the jobs, the notices and the readers of facts."""
        from worgl.currency import checks, jobs, notices  # noqa: F401 -- importable only once the tables are known
