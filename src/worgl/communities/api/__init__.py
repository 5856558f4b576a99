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

ROUTERS = (
    administration.router,
    announcements.router,
    communities.router,
    joining.router,
    look.router,
    members.router,
    messages.router,
    settling.router,
    shops.router,
)

__all__ = ["ROUTERS", "texts"]
