from enum import StrEnum

class NeedKind(StrEnum):
    APPLICATION = "application"
    DISPUTE = "dispute"
    JOB = "job"
    REPORT = "report"

    def __str__(self) -> str:
        return str(self.value)
