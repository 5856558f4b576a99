from enum import StrEnum

class Capacity(StrEnum):
    KEEPER = "keeper"
    SELF = "self"
    TILL = "till"

    def __str__(self) -> str:
        return str(self.value)
