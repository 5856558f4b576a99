"""The API put together: who may come in, how often, in which form it answers, and the document of all of it."""

from worgl.api.api import hooks, queue
from worgl.api.api.answering import around, root
from worgl.api.api.house import house

__all__ = ["around", "hooks", "house", "queue", "root"]
