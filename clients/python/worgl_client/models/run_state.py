from enum import StrEnum

class RunState(StrEnum):
    CANCELLED = "cancelled"
    DUE = "due"
    OVERTAKEN = "overtaken"
    PAID = "paid"
    PAUSED = "paused"
    REFUSED = "refused"
    SKIPPED = "skipped"

    def __str__(self) -> str:
        return str(self.value)
