"""The inbox's work: sending what is due, forgetting what was sent long ago."""

from worgl.inbox.jobs.sending import JOBS

__all__ = ["JOBS"]
