from enum import StrEnum

class AuditGroup(StrEnum):
    COMMUNITY = "community"
    MONEY = "money"
    PEOPLE = "people"
    RULES = "rules"

    def __str__(self) -> str:
        return str(self.value)
