"""What must stand above pytest-django's own fixtures: a plugin cannot override another plugin's."""

from tests.support.database import django_db_setup

__all__ = ["django_db_setup"]
