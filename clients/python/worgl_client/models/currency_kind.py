from enum import StrEnum

class CurrencyKind(StrEnum):
    CREDIT = "credit"
    LETS = "lets"
    RESERVE = "reserve"

    def __str__(self) -> str:
        return str(self.value)
