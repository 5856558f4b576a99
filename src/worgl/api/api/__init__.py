"""The API put together: who may come in, how often, in which form it answers, and the document of all of it."""

from worgl.api.api import hooks, queue
from worgl.api.api.assembly import api
from worgl.api.api.responses import around, root

__all__ = ["api", "around", "hooks", "queue", "root"]
