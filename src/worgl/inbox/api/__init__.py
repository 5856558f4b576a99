"""The API's addresses about what a person is told."""

from worgl.inbox.api import choosing, notices

ROUTERS = (notices.router,)

__all__ = ["ROUTERS", "choosing"]
