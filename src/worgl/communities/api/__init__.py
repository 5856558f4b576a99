"""The API's addresses about communities, their members, messages, shops, announcements and administration."""

from worgl.communities.api import (
    administration,
    announcements,
    communities,
    joining,
    members,
    messages,
    settling,
    shops,
)

__all__ = ["administration", "announcements", "communities", "joining", "members", "messages", "settling", "shops"]
