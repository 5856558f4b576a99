"""What was asked for, as operators may look at it: no notes, no codes that open anything."""

from worgl.core.tables import show
from worgl.requests.models import PaymentRequest

show(PaymentRequest, ("id", "community", "asker", "payer", "amount_minor", "is_till", "state", "made_at", "expires_at"))
