"""Django's registration of the core."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core's tables."""

    name = "worgl.core"
    label = "core"

    def ready(self) -> None:
        """Register the planned work."""
        from worgl.core import counters  # noqa: F401 -- importable only once the tables are known
