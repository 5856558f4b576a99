"""Refusals of the ledger, one per code. Domains turn the frequent ones into their own words."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.core.errors import NotFound, Refusal
from worgl.ledger.rules import Code


class LedgerRefusal(Refusal):
    """A transfer was refused; `transfer` is its id, `outcome` the ledger's code."""

    code, status = "ledger_refused", 409
    sentence = _("The books refused this: {outcome}.")

    def __init__(self, *, transfer: UUID, outcome: Code) -> None:
        self.transfer = transfer
        self.outcome = outcome
        super().__init__(transfer=transfer, outcome=outcome.value)


class BelowFloor(LedgerRefusal):
    """The payer's account would fall below its floor."""

    code = "below_floor"
    sentence = _("There is not enough on the account for this.")


class AboveCeiling(LedgerRefusal):
    """The payee's account would rise above its ceiling."""

    code = "above_ceiling"
    sentence = _("The receiving account cannot take this much; it would exceed its upper limit.")


class SameAccount(LedgerRefusal):
    """Debit and credit are one account."""

    code = "same_account"
    sentence = _("Payer and payee are the same account.")


class AccountClosed(LedgerRefusal):
    """One of the accounts is closed."""

    code = "account_closed"
    sentence = _("One of the two accounts is closed.")


class IdReused(LedgerRefusal):
    """The transfer's id was used before with other content."""

    code = "id_reused"
    sentence = _("This payment was already sent with other content. Start again with a fresh page.")


class HoldResolved(LedgerRefusal):
    """The hold was posted, voided or expired before."""

    code = "hold_already_resolved"
    sentence = _("This reservation has already been settled or released.")


class BookUnknown(NotFound):
    """No book has this number."""

    code = "book_unknown"
    sentence = _("Book {book} does not exist.")


class AccountUnknown(NotFound):
    """No account of the book has this number."""

    code = "account_unknown"
    sentence = _("Account {account} does not exist in book {book}.")


class LimitsCross(Refusal):
    """A floor above the ceiling, or limits the present balance does not keep."""

    code: ClassVar[str] = "limits_cross"
    status: ClassVar[int] = 409
    sentence: ClassVar[str | Promise] = _(
        "These limits do not fit: the balance is {posted}, the limits were {floor} to {ceiling}."
    )


_BY_CODE: dict[Code, type[LedgerRefusal]] = {
    Code.BELOW_FLOOR: BelowFloor,
    Code.ABOVE_CEILING: AboveCeiling,
    Code.SAME_ACCOUNT: SameAccount,
    Code.ACCOUNT_CLOSED: AccountClosed,
    Code.ID_REUSED: IdReused,
    Code.HOLD_ALREADY_RESOLVED: HoldResolved,
}


def refusal_for(transfer: UUID, outcome: Code) -> LedgerRefusal:
    """Return the typed refusal of a code."""
    return _BY_CODE.get(outcome, LedgerRefusal)(transfer=transfer, outcome=outcome)
