from enum import StrEnum

class Scope(StrEnum):
    ADMIN = "admin"
    MESSAGES = "messages"
    PAY = "pay"
    READ = "read"
    RECEIVE = "receive"

    def __str__(self) -> str:
        return str(self.value)
