from enum import StrEnum

class VoucherState(StrEnum):
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OPEN = "open"
    REDEEMED = "redeemed"

    def __str__(self) -> str:
        return str(self.value)
