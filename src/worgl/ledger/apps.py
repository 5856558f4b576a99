"""Django's registration of the ledger."""

from worgl.core import domains


class LedgerConfig(domains.DomainConfig):
    """The ledger's tables."""

    name = "worgl.ledger"
    label = "ledger"

    def declares(self) -> domains.Domain:
        """Return how a book goes along with its community."""
        from worgl.ledger import checks, jobs, models

        return domains.Domain(
            jobs=jobs.JOBS,
            checks=checks.CHECKS,
            impersonal={
                models.Book: "a book",
                models.Commit: "a book",
                models.Layout: "a book",
                models.Account: "knows no person; a wallet and its statements tell it",
                models.Transfer: "knows no person; a wallet and its statements tell it",
                models.Entry: "knows no person; a wallet and its statements tell it",
                models.Resolution: "knows no person; a wallet and its statements tell it",
                models.Outcome: "knows no person; a wallet and its statements tell it",
            },
            stays=dict.fromkeys(
                (models.Book, models.Account, models.Transfer, models.Entry, models.Resolution, models.Outcome),
                "a book is posted anew, by the room for it",
            )
            | dict.fromkeys((models.Commit, models.Layout), "how this database keeps its books"),
        )
