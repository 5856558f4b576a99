from enum import StrEnum

class Act(StrEnum):
    ANSWER = "answer"
    RULE = "rule"
    SETTLE = "settle"
    WITHDRAW = "withdraw"

    def __str__(self) -> str:
        return str(self.value)
