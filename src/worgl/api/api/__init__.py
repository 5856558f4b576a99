"""The API put together: who may come in, how often, in which form it answers, and the document of all of it."""

from worgl.api.api import hooks, queue
from worgl.api.api.answering import root
from worgl.api.api.house import house

__all__ = ["hooks", "house", "queue", "root"]
