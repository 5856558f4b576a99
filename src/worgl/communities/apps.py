"""Django's registration of communities."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """Communities, members and policy."""

    name = "worgl.communities"
    label = "communities"
