from enum import StrEnum

class Sorting(StrEnum):
    LEAST = "least"
    MOST = "most"
    NAME = "name"
    NEWEST = "newest"

    def __str__(self) -> str:
        return str(self.value)
