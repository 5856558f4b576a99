from enum import StrEnum

class PackState(StrEnum):
    FAILED = "failed"
    PACKING = "packing"
    READY = "ready"

    def __str__(self) -> str:
        return str(self.value)
