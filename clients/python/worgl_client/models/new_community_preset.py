from enum import StrEnum

class NewCommunityPreset(StrEnum):
    MERCHANTS = "merchants"
    TIME_BANK = "time_bank"
    WOERGL_1932 = "woergl_1932"

    def __str__(self) -> str:
        return str(self.value)
