"""The inbox's work: sending what is due, forgetting what was sent long ago."""

from worgl.inbox.jobs.sending import forget_old, plan_forgetting, send_letters, send_pushes

__all__ = ["forget_old", "plan_forgetting", "send_letters", "send_pushes"]
