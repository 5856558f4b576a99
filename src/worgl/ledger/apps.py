"""Django's registration of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger's tables."""

    name = "worgl.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Register the planned work and the checks."""
        from worgl.ledger import checks, jobs  # noqa: F401 -- registration by import, once models are loaded
