"""What was paid, asked for and ordered, as operators may look at it: no notes, no codes that open anything."""

from worgl.core.tables import show
from worgl.payments.models import Dispute, ImportRun, Payment, PaymentRequest, StandingOrder, StandingRun, Voucher

show(Payment, ("id", "community", "kind", "payer", "payee", "amount_minor", "refunded_minor", "refund_of", "at"))
show(PaymentRequest, ("id", "community", "asker", "payer", "amount_minor", "is_till", "state", "made_at", "expires_at"))
show(StandingOrder, ("id", "community", "payer", "payee", "amount_minor", "rhythm", "state", "look_at", "ended_at"))
show(StandingRun, ("id", "order", "place", "due", "amount_minor", "state", "attempts", "try_at", "refusal", "payment"))
show(Voucher, ("id", "community", "series", "issuer", "amount_minor", "state", "issued_at", "expires_at", "payment"))
show(Dispute, ("id", "community", "payment", "state", "opened_at", "answered_at", "ruled_minor", "closed_at"))
show(
    ImportRun,
    ("community", "file_name", "state", "rows", "accepted", "refused", "rounded", "started_at", "finished_at"),
)
