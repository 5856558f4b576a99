from enum import StrEnum

class Part(StrEnum):
    ARBITER = "arbiter"
    PAYEE = "payee"
    PAYER = "payer"

    def __str__(self) -> str:
        return str(self.value)
