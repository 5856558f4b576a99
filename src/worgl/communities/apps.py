"""Django's registration of communities."""

from worgl.core import domains


class CommunitiesConfig(domains.DomainConfig):
    """Communities, members and policy."""

    name = "worgl.communities"
    label = "communities"

    def ready(self) -> None:
        """Register the checks, the notices and their readers of facts."""
        from worgl.communities import checks, notices  # noqa: F401 -- importable only once the tables are known
