"""The inbox's work: sending what is due, forgetting what was sent long ago."""

from worgl.inbox.jobs.sending import forget_old, plan_forgetting, plan_sending, send_due

__all__ = ["forget_old", "plan_forgetting", "plan_sending", "send_due"]
