from enum import StrEnum

class Email(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"
    WEEKLY = "weekly"

    def __str__(self) -> str:
        return str(self.value)
