from enum import StrEnum

class LineCode(StrEnum):
    ALREADY_DONE = "already_done"
    ALREADY_REFUSED = "already_refused"
    CREDIT_USED_UP = "credit_used_up"
    DAY_LIMIT_REACHED = "day_limit_reached"
    INVALID_AMOUNT = "invalid_amount"
    INVALID_CODE = "invalid_code"
    INVALID_INPUT = "invalid_input"
    KEY_LIMIT_REACHED = "key_limit_reached"
    KEY_REUSED = "key_reused"
    LIMIT_EXCEEDED = "limit_exceeded"
    MIXED_UNITS = "mixed_units"
    NAMED_TWICE = "named_twice"
    NOT_ENOUGH = "not_enough"
    NOT_READABLE = "not_readable"
    OK = "ok"
    PAYEE_FULL = "payee_full"
    PAYEE_GONE = "payee_gone"
    PAYEE_UNKNOWN = "payee_unknown"
    PAYING_ONESELF = "paying_oneself"
    PAYMENT_TOO_LARGE = "payment_too_large"
    TEXT_TOO_LONG = "text_too_long"

    def __str__(self) -> str:
        return str(self.value)
