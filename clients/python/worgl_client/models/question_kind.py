from enum import StrEnum

class QuestionKind(StrEnum):
    CHOICE = "choice"
    TEXT = "text"
    YES_NO = "yes_no"

    def __str__(self) -> str:
        return str(self.value)
