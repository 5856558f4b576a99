from enum import StrEnum

class Activity(StrEnum):
    ACTIVE = "active"
    DORMANT = "dormant"

    def __str__(self) -> str:
        return str(self.value)
