from enum import StrEnum

class Side(StrEnum):
    BY_ME = "by_me"
    OF_ME = "of_me"

    def __str__(self) -> str:
        return str(self.value)
