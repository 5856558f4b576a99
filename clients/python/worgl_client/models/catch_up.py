from enum import StrEnum

class CatchUp(StrEnum):
    EACH = "each"
    LATEST = "latest"

    def __str__(self) -> str:
        return str(self.value)
