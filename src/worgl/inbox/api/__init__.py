"""The API's addresses about what a person is told."""

from worgl.inbox.api import choosing, notices

ROUTERS = (choosing.router, notices.router)
"""Its rooms; some modules share one."""
