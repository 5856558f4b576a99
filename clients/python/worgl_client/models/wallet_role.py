from enum import StrEnum

class WalletRole(StrEnum):
    COMMONS = "commons"
    EXIT_GAP = "exit_gap"
    EXTERNAL = "external"
    ISSUER = "issuer"
    LEVY_POOL = "levy_pool"
    MEMBER = "member"
    OPERATOR = "operator"

    def __str__(self) -> str:
        return str(self.value)
