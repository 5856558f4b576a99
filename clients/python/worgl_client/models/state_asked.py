from enum import StrEnum

class StateAsked(StrEnum):
    ACTIVE = "active"
    ANY = "any"
    LEFT = "left"
    SUSPENDED = "suspended"

    def __str__(self) -> str:
        return str(self.value)
