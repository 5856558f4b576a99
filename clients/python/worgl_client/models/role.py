from enum import StrEnum

class Role(StrEnum):
    ADMIN = "admin"
    MODERATOR = "moderator"
    TREASURER = "treasurer"

    def __str__(self) -> str:
        return str(self.value)
