from enum import StrEnum

class Group(StrEnum):
    COMMUNITY = "community"
    DUTIES = "duties"
    MONEY = "money"
    PEOPLE = "people"

    def __str__(self) -> str:
        return str(self.value)
