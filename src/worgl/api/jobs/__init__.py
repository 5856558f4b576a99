"""Work of the API: messages of webhooks, queued by facts and sent outside of every transaction."""

from worgl.api.jobs import delivering, telling

__all__ = ["delivering", "telling"]
