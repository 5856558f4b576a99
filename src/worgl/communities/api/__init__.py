"""The API's addresses about communities, their members, messages, shops, announcements and administration."""

from worgl.communities.api import (
    administration,
    announcements,
    communities,
    joining,
    look,
    members,
    messages,
    settling,
    shops,
    texts,
)

__all__ = [
    "administration",
    "announcements",
    "communities",
    "joining",
    "look",
    "members",
    "messages",
    "settling",
    "shops",
    "texts",
]
