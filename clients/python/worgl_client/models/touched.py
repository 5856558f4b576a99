from enum import StrEnum

class Touched(StrEnum):
    CEILING = "ceiling"
    CREDIT = "credit"
    LEVY = "levy"
    NOTHING = "nothing"
    PAYMENTS = "payments"

    def __str__(self) -> str:
        return str(self.value)
