"""What of standing orders and pay lists is sealed.

What is paid by itself is sealed with its state, and a pay list once it is started.
"""

from __future__ import annotations

from worgl.core.sealing import sealed
from worgl.orders import models

ORDER = sealed(
    "standing_order",
    models.StandingOrder,
    (
        *("id", "payer", "payee", "amount_minor", "note", "rhythm", "first", "until", "times"),
        *("is_split", "catch_up", "retry_days", "made_at"),
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
    ("id", "pay_list_id", "line", "text", "payee", "amount_minor", "note"),
    community="community",
    among=("pay_list__state", STARTED),
)
KINDS = (
    ORDER,
    ORDER_STATE,
    RUN,
    LIST,
    LIST_ROW,
)
