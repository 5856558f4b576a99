from enum import StrEnum

class Receiver(StrEnum):
    BURN = "burn"
    COMMONS = "commons"
    DIVIDEND = "dividend"
    OPERATOR = "operator"
    PARTICIPATION = "participation"

    def __str__(self) -> str:
        return str(self.value)
