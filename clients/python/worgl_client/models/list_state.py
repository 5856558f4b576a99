from enum import StrEnum

class ListState(StrEnum):
    DONE = "done"
    DRAFT = "draft"
    NOTHING = "nothing"
    STARTED = "started"

    def __str__(self) -> str:
        return str(self.value)
