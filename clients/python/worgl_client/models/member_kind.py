from enum import StrEnum

class MemberKind(StrEnum):
    PERSON = "person"
    SHOP = "shop"

    def __str__(self) -> str:
        return str(self.value)
