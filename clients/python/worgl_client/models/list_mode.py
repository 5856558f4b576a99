from enum import StrEnum

class ListMode(StrEnum):
    ALL = "all"
    GOOD = "good"

    def __str__(self) -> str:
        return str(self.value)
