"""What was paid, as operators may look at it: no notes."""

from worgl.core.tables import show
from worgl.payments.models import Payment

show(Payment, ("id", "community", "kind", "payer", "payee", "amount_minor", "refunded_minor", "refund_of", "at"))
