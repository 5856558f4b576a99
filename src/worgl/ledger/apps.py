"""Django's registration of the ledger."""

from worgl.core import domains


class LedgerConfig(domains.DomainConfig):
    """The ledger's tables."""

    name = "worgl.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Register the planned work and the checks."""
        from worgl.ledger import checks, jobs  # noqa: F401 -- registration by import, once models are loaded
