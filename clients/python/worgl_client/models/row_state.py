from enum import StrEnum

class RowState(StrEnum):
    GOOD = "good"
    PAID = "paid"
    REFUSED = "refused"
    WRONG = "wrong"

    def __str__(self) -> str:
        return str(self.value)
