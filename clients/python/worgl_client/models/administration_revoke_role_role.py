from enum import StrEnum

class AdministrationRevokeRoleRole(StrEnum):
    ADMIN = "admin"
    MODERATOR = "moderator"
    TREASURER = "treasurer"

    def __str__(self) -> str:
        return str(self.value)
