from enum import StrEnum

class MembersAndTheirMoneyPreviewLimitsLimitKind(StrEnum):
    CEILING = "ceiling"
    CREDIT = "credit"

    def __str__(self) -> str:
        return str(self.value)
