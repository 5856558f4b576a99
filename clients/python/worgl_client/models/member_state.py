from enum import StrEnum

class MemberState(StrEnum):
    ACTIVE = "active"
    APPLIED = "applied"
    LEFT = "left"
    SUSPENDED = "suspended"

    def __str__(self) -> str:
        return str(self.value)
