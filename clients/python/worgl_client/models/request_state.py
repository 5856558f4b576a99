from enum import StrEnum

class RequestState(StrEnum):
    CANCELLED = "cancelled"
    DENIED = "denied"
    EXPIRED = "expired"
    OPEN = "open"
    PAID = "paid"

    def __str__(self) -> str:
        return str(self.value)
