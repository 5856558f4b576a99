"""Django's registration of the shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shell has pages and no tables."""

    name = "worgl.web"
    label = "web"

    def ready(self) -> None:
        """Register the jobs."""
        from worgl.web import jobs  # noqa: F401 -- importable only once the tables are known
