"""What members are told of payment requests: kinds of notices, and the readers of facts that tell them."""

from worgl.requests.notices import asked, waiting

__all__ = ["asked", "waiting"]
