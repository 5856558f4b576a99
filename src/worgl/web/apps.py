"""Django's registration of the shell."""

from worgl.core import domains


class WebConfig(domains.DomainConfig):
    """The shell has pages and no tables."""

    name = "worgl.web"
    label = "web"

    def ready(self) -> None:
        """Register the jobs, and the tables operators may look into."""
        from worgl.web import jobs  # noqa: F401 -- importable only once the tables are known
        from worgl.web.tables import open_tables

        open_tables()
