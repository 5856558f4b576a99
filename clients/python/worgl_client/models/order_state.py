from enum import StrEnum

class OrderState(StrEnum):
    ACTIVE = "active"
    CANCELLED = "cancelled"
    DONE = "done"
    PAUSED = "paused"

    def __str__(self) -> str:
        return str(self.value)
