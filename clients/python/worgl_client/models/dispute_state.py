from enum import StrEnum

class DisputeState(StrEnum):
    ANSWERED = "answered"
    OPEN = "open"
    RULED = "ruled"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return str(self.value)
