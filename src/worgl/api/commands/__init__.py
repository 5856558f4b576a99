"""Writes of the API's own: personal keys, endpoints of webhooks, their messages."""

from worgl.api.commands.deliveries import claim, note_delivered, note_failed, note_gone
from worgl.api.commands.endpoints import (
    make_endpoint,
    remove_endpoint,
    resume_endpoint,
    send_test,
    set_kinds,
)
from worgl.api.commands.keys import USE_NOTED_EVERY, KeyBudget, make_key, note_use, revoke_key
from worgl.api.commands.messages import Happened, queue, replay

__all__ = [
    "USE_NOTED_EVERY",
    "Happened",
    "KeyBudget",
    "claim",
    "make_endpoint",
    "make_key",
    "note_delivered",
    "note_failed",
    "note_gone",
    "note_use",
    "queue",
    "remove_endpoint",
    "replay",
    "resume_endpoint",
    "revoke_key",
    "send_test",
    "set_kinds",
]
