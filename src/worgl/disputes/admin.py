"""Disputes, as operators may look at them: not what was said in them."""

from worgl.core.tables import show
from worgl.disputes.models import Dispute

show(Dispute, ("id", "community", "payment", "state", "opened_at", "answered_at", "ruled_minor", "closed_at"))
