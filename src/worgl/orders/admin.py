"""What was ordered, as operators may look at it: no notes."""

from worgl.core.tables import show
from worgl.orders.models import StandingOrder, StandingRun

show(StandingOrder, ("id", "community", "payer", "payee", "amount_minor", "rhythm", "state", "look_at", "ended_at"))
show(StandingRun, ("id", "order", "place", "due", "amount_minor", "state", "attempts", "try_at", "refusal", "payment"))
