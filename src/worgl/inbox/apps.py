"""Django's registration of the inbox."""

from worgl.core import domains


class InboxConfig(domains.DomainConfig):
    """The inbox's tables and its jobs."""

    name = "worgl.inbox"
    label = "inbox"

    def ready(self) -> None:
        """Register the jobs."""
        from worgl.inbox import jobs  # noqa: F401 -- importable only once the tables are known

    def declares(self) -> domains.Domain:
        """Return which tables go along with a community."""
        from worgl.inbox.portability import STAYS, TABLES

        return domains.Domain(tables=TABLES, stays=STAYS)
