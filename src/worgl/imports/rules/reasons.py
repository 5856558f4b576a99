"""Why a row of an imported file was not booked, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worgl.imports.rules.rows import RowCode
from worgl.ledger.rules import Code

REASONS: Mapping[str, str | Promise] = {
    RowCode.COLUMNS_MISSING: _("The row does not have as many columns as the first line of the file."),
    RowCode.QUOTE_OPEN: _(
        "A quotation mark is not closed, or stands where none may stand. Remove it, or close it in its row."
    ),
    RowCode.ROW_TOO_LONG: _("The row is too long to be a transfer."),
    RowCode.DATE_UNREADABLE: _("The date is not readable. Write it like 2020-01-25 19:13:17."),
    RowCode.DATE_OUT_OF_RANGE: _("The date lies before 1970 or in the future."),
    RowCode.ACCOUNT_MISSING: _("The row does not say who paid or who was paid."),
    RowCode.ACCOUNT_TOO_LONG: _("An account's name is longer than 100 characters."),
    RowCode.SAME_ACCOUNT: _("Payer and payee are the same account."),
    RowCode.AMOUNT_UNREADABLE: _("The amount is not a number. Write it like 1234.50."),
    RowCode.AMOUNT_AMBIGUOUS: _(
        "The amount could mean two things, and no other row of the file tells which. Say it with --decimal-mark."
    ),
    RowCode.TOO_MANY_CELLS: _(
        "The row has more cells than the first line has columns. Put what holds the mark between cells in quotation "
        "marks."
    ),
    RowCode.NOT_DONE: _("The transfer did not take place there: its state is not that of a completed one."),
    RowCode.AMOUNT_NOT_POSITIVE: _("The amount is not more than zero."),
    RowCode.AMOUNT_ROUNDS_TO_NOTHING: _("The amount is smaller than the smallest coin."),
    RowCode.AMOUNT_TOO_LARGE: _("The amount is larger than one transfer can be."),
    Code.BELOW_FLOOR: _("The paying account does not hold enough."),
    Code.ABOVE_CEILING: _("The receiving account would exceed its upper limit."),
    Code.ACCOUNT_CLOSED: _("One of the two accounts is closed."),
    Code.ID_REUSED: _("This line was booked before with other content."),
    Code.ALREADY_REFUSED: _("The books refused this row before, in an attempt that was interrupted."),
}
"""One sentence for each code of a row and for those of the ledger that a row can meet."""


def reason_of(code: str) -> str:
    """Return the sentence of a code; a code without one speaks for itself."""
    return str(REASONS.get(code, code))
