"""The API's addresses about what a person is told."""

from worgl.inbox.api import choosing, notices

__all__ = ["choosing", "notices"]
