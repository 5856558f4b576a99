"""The API put together: who may come in, how often, in which form it answers, and the document of all of it."""

from worgl.api.api import hooks, queue
from worgl.api.api.responses import around, root
from worgl.api.api.root import api

__all__ = ["api", "around", "hooks", "queue", "root"]
