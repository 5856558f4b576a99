from enum import StrEnum

class Layout(StrEnum):
    CYCLOS = "cyclos"
    KOMUNITIN = "komunitin"
    OWN = "own"

    def __str__(self) -> str:
        return str(self.value)
