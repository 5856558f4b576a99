"""What of the payments is sealed: all that members wrote, and all that the ledger does not tell.

A payment's `refunded_minor` is not: it is the sum of its refunds. Nor is the state of a voucher: it
follows from holds and payments. How a request ended and until when it could be paid is, what is paid by itself is
sealed with its state, and a pay list once it is started. An import is sealed with what it counts after each batch, so
that no file is taken for another; a row it refused until that row is booked after all.
"""

from __future__ import annotations

from worgl.core.sealing import sealed
from worgl.payments import models

PAYMENT = sealed(
    "payment",
    models.Payment,
    ("id", "kind", "payer", "payee", "amount_minor", "refund_of", "memo", "by", "at"),
    community="community",
)
VOUCHER = sealed(
    "voucher",
    models.Voucher,
    ("id", "series", "issuer", "amount_minor", "memo", "mark", "hold", "issued_at", "expires_at"),
    community="community",
)
REQUEST = sealed(
    "request",
    models.PaymentRequest,
    ("id", "code", "asker", "payer", "amount_minor", "note", "made_at"),
    community="community",
)
ORDER = sealed(
    "standing_order",
    models.StandingOrder,
    (
        *("id", "payer", "payee", "amount_minor", "memo", "rhythm", "first", "until", "times"),
        *("is_split", "catch_up", "retry_days", "made_at"),
    ),
    community="community",
)
DISPUTE = sealed(
    "dispute",
    models.Dispute,
    (
        *("id", "payment", "payer", "payee", "state", "reason", "opened_at", "answer", "answered_at"),
        *("arbiter", "ruling", "ruled_minor", "refunded_before_minor", "closed_at"),
    ),
    community="community",
)
ORDER_STATE = sealed("standing_order_state", models.StandingOrder, ("id", "state"), community="community")
RUN = sealed(
    "standing_run",
    models.StandingRun,
    ("id", "order_id", "place", "due", "amount_minor", "state"),
    community="community",
)
STARTED = ("started", "done", "nothing")
LIST = sealed(
    "pay_list",
    models.PayList,
    ("id", "payer", "mode", "file_name", "digest", "made_at"),
    community="community",
    among=("state", STARTED),
)
LIST_ROW = sealed(
    "pay_list_row",
    models.PayListRow,
    ("id", "pay_list_id", "line", "text", "payee", "amount_minor", "memo"),
    community="community",
    among=("pay_list__state", STARTED),
)
NOTE = sealed("import_note", models.ImportedNote, ("transfer", "note"), community="community")
REQUEST_STATE = sealed(
    "request_state",
    models.PaymentRequest,
    ("id", "is_till", "state", "expires_at", "closed_at", "closed_by", "reason"),
    community="community",
)
IMPORT = sealed(
    "import",
    models.ImportRun,
    (
        *("id", "digest", "settings_digest", "file_name", "state", "line", "rows", "accepted", "refused", "rounded"),
        *("started_at", "finished_at"),
    ),
    community="community",
)
REFUSED = sealed("import_refusal", models.RefusedRow, ("id", "run_id", "line", "code", "text"), community="community")
FOREIGN = sealed(
    "import_account", models.ForeignAccount, ("id", "external_id", "account", "member"), community="community"
)
KINDS = (
    *(PAYMENT, VOUCHER, REQUEST, REQUEST_STATE, ORDER, DISPUTE, ORDER_STATE, RUN, LIST, LIST_ROW),
    *(NOTE, IMPORT, REFUSED, FOREIGN),
)
