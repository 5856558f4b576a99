"""Refusals of imports of histories, in words a member understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.errors import InvalidInput, Refusal


class ImportRefused(Refusal):
    """A file cannot be imported; nothing of it was booked by this attempt."""

    code, status = "import_refused", 422
    sentence = _("The file {file} cannot be imported.")


class FileUnreadable(ImportRefused):
    """The file is not there or may not be read; `reason` is the system's."""

    code = "file_unreadable"
    sentence = _("The file {file} cannot be read: {reason}.")


class FileEmpty(ImportRefused):
    """The file holds no rows."""

    code = "file_empty"
    sentence = _("The file {file} is empty: it needs a first line with the names of the columns, and rows below it.")


class NotCsv(ImportRefused):
    """The file holds something else than text."""

    code = "not_csv"
    sentence = _("The file {file} is not a CSV file ({found}). Save the table as CSV with UTF-8 and try again.")


class WrongEncoding(ImportRefused):
    """The text is written in another encoding; `line` is the first that shows it."""

    code = "wrong_encoding"
    sentence = _(
        "The file {file} is not written in UTF-8: line {line} looks like {found}. "
        "Save it as CSV with UTF-8, or convert it: iconv -f {found} -t UTF-8."
    )


class FileBroken(ImportRefused):
    """A compressed file ends too early or is damaged."""

    code = "file_broken"
    sentence = _("The file {file} is damaged or not complete ({reason}). Copy or download it again.")


class HeaderUnknown(ImportRefused):
    """Columns that an import needs were not found in the first line."""

    code = "header_unknown"
    sentence = _(
        "The file {file} has no column for: {missing}. Its first line names: {found}. "
        "Say which column is which, for example --map {example}."
    )


class FileUnsorted(ImportRefused):
    """The rows are not in the order of their dates, and too many to sort here."""

    code = "file_unsorted"
    sentence = _(
        "The file {file} is not in the order of its dates, and too long to be sorted here ({rows} of at most {limit}). "
        "Sort its rows by date, the oldest first, and try again."
    )


class IssuersMissing(ImportRefused):
    """No account may go below zero, so that no money could come from anywhere; `accounts` would have to."""

    code = "issuers_missing"
    sentence = _(
        "Nothing of {file} can be booked, because no account is named that made the money. These would go below "
        "zero, the deepest first: {accounts}. Name those that made it, for example: {example}"
    )


class MappingUnknown(InvalidInput):
    """A mapping names a column that imports do not have, or one the file does not have."""

    code = "mapping_unknown"


class ImportDiffers(Refusal):
    """The file was begun with other columns, another order or mark, and cannot go on with these."""

    code, status = "import_differs", 409
    sentence = _(
        "The import of {file} was begun with other columns, or another mark before decimals. Start it again with those."
    )


class ImportOvertaken(Refusal):
    """The same file is being imported by another process at this moment."""

    code, status = "import_overtaken", 409
    sentence = _("Another import of {file} is running. This one has stopped; nothing was booked twice.")


class ImportInterrupted(Refusal):
    """The disk or the database stopped an import half-way; it can go on later."""

    code, status = "import_interrupted", 503
    sentence = _(
        "The import stopped after line {line}: {reason}. What was booked up to there stands. "
        "Put right what stopped it and start the same import again; it goes on where it stopped."
    )


class IssuerIsMember(ImportRefused):
    """An issuer was imported as a member before, and somebody signs in as that member."""

    code = "issuer_is_member"
    sentence = _(
        "Account {account} was imported as a member before, and somebody signs in as that member. "
        "It cannot be an issuer."
    )


class ListUnwritten(Refusal):
    """The list of refused rows could not be written; the rows themselves are kept in the database."""

    code, status = "list_unwritten", 503
    sentence = _(
        "The list of refused rows could not be written to {path}: {reason}. Nothing is lost: "
        "start the same import again with another place for the list."
    )


class RowsRefused(Refusal):
    """An all-or-nothing import met rows it cannot book, and booked none."""

    code, status = "rows_refused", 409
    sentence = ngettext_lazy(
        "One row cannot be booked, so nothing was booked. It is listed with its reason in {listed}.",
        "{refused} rows cannot be booked, so nothing was booked. They are listed with reasons in {listed}.",
        "refused",
    )
