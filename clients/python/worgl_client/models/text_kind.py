from enum import StrEnum

class TextKind(StrEnum):
    IMPRINT = "imprint"
    PRIVACY = "privacy"
    TERMS = "terms"

    def __str__(self) -> str:
        return str(self.value)
