from enum import StrEnum

class Rhythm(StrEnum):
    MONTH = "month"
    ONCE = "once"
    WEEK = "week"
    YEAR = "year"

    def __str__(self) -> str:
        return str(self.value)
