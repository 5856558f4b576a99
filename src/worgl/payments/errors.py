"""Refusals of the payments, in words a member understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.counts import Count
from worgl.core.errors import InvalidInput, NotAllowed, NotFound, Refusal


class PayerNotActive(NotAllowed):
    """The payer has applied, is suspended, or has left."""

    code = "payer_not_active"
    sentence = _("Your membership is not active, so you cannot pay. Ask an administrator of your community.")


class PayingOneself(Refusal):
    """Payer and payee are the same member."""

    code, status = "paying_oneself", 422
    sentence = _("This is you. Choose somebody else to pay.")


class PayeeUnknown(NotFound):
    """Nobody in the payer's community answers to this."""

    code = "payee_unknown"
    sentence = _("There is no such member in your community. Check the code or the name.")


class PayeeGone(Refusal):
    """The payee is a member no more, or not now; `payee` is the name, `state` why."""

    code, status = "payee_gone", 409
    sentence = _("{payee} is not an active member now, so no coins can go there.")


class LimitExceeded(Refusal):
    """A limit blocks the payment; `limit` names it, `free_minor` is what would still go through.

    `free` is the same as text. Each kind of limit says in its sentence what would lift it.
    """

    code, status = "limit_exceeded", 409
    sentence = _("This is more than is allowed; at most {free} can be paid now.")


class NotEnough(LimitExceeded):
    """The payer would fall below what he may."""

    code = "not_enough"
    sentence = _("You can spend {free} at most. Choose a smaller amount, or sell something first.")


class CreditUsedUp(LimitExceeded):
    """The payer would owe more than his credit limit; `credit` is that limit as text."""

    code = "credit_used_up"
    sentence = _(
        "You can spend {free} at most: you may go {credit} below zero. "
        "Choose a smaller amount, sell something first, or ask the treasurer for a higher limit."
    )


class PayeeFull(LimitExceeded):
    """The payee would hold more than he may."""

    code = "payee_full"
    sentence = _(
        "{payee} can take {free} at most, because accounts here have an upper limit. "
        "Pay less, pay after {payee} has spent something, or ask the treasurer to raise the limit."
    )


class OnlyPayeeRefunds(NotAllowed):
    """The payer asks for his money back by himself."""

    code = "only_payee_refunds"
    sentence = _("Only the person who was paid can give this back. Ask them for a refund.")


class NotRefundable(Refusal):
    """Only payments can be refunded, not refunds."""

    code, status = "not_refundable", 409
    sentence = _("This is a refund itself. To give it back, make a new payment.")


class RefundTooLarge(LimitExceeded):
    """More would go back than was paid and not yet given back."""

    code = "refund_too_large"
    sentence = _("At most {free} of this payment can still go back.")


class RefundTooLate(Refusal):
    """The time for refunds is over; `days` is how long it was."""

    code, status = "refund_too_late", 409
    sentence = ngettext_lazy(
        "A payment can be refunded for one day, and that is over. Make a new payment instead.",
        "A payment can be refunded for {days} days, and they are over. Make a new payment instead.",
        "days",
    )


class ReasonMissing(InvalidInput):
    """A refund without a reason."""

    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(field="reason", reason=_("Say in a few words why the money goes back."))


class TextTooLong(InvalidInput):
    """A note or reason that is too long."""

    code = "text_too_long"

    def __init__(self, *, field: str, limit: int) -> None:
        reason = _("This is too long; at most {limit} characters fit.").format(limit=Count(limit))
        super().__init__(field=field, reason=reason)


class PeriodBackwards(InvalidInput):
    """A statement that ends before it begins."""

    code = "period_backwards"

    def __init__(self) -> None:
        super().__init__(field="end", reason=_("The last day is before the first."))


class PeriodTooLong(InvalidInput):
    """A statement with too many lines."""

    code = "period_too_long"

    def __init__(self, *, limit: int) -> None:
        reason = _("There are more than {limit} lines in this period. Choose a shorter one.").format(limit=Count(limit))
        super().__init__(field="end", reason=reason)


class StandingInvalid(InvalidInput):
    """A standing order with dates or parts that do not fit each other; `field` names the one to change."""

    code = "standing_invalid"


class TooManyOrders(Refusal):
    """A member has as many standing orders as one may have."""

    code, status = "too_many_orders", 409
    sentence = _("You have {limit} standing orders, and that is as many as one member may have. End one first.")


class OrderOver(Refusal):
    """A standing order that is done or cancelled cannot be changed."""

    code, status = "order_over", 409
    sentence = _("This standing order is over. Make a new one instead.")


class NothingToSkip(Refusal):
    """No date of a standing order is to come."""

    code, status = "nothing_to_skip", 409
    sentence = _("This standing order has no further date that could be skipped.")


class ListUnreadable(InvalidInput):
    """A pay list in which nothing can be read; `reason` says what to mend."""

    code = "list_unreadable"


class ListNotPayable(Refusal):
    """A pay list without a good row, or with a wrong one where all or nothing was asked."""

    code, status = "list_not_payable", 409
    sentence = _("Not all rows can be paid, so nothing was paid. Correct the rows, or pay only the good ones.")


class NotDisputable(Refusal):
    """Only payments can be disputed, not what came back."""

    code, status = "not_disputable", 409
    sentence = _("This is money that came back. Only a payment can be disputed.")


class NothingToDispute(Refusal):
    """A payment of which all went back."""

    code, status = "nothing_to_dispute", 409
    sentence = _("All of this payment has gone back already.")


class AlreadyDisputed(Refusal):
    """A payment is disputed once."""

    code, status = "already_disputed", 409
    sentence = _("This payment was disputed before. Look at that dispute.")


class DisputeTooLate(Refusal):
    """The time for disputes is over; `days` is how long it was."""

    code, status = "dispute_too_late", 409
    sentence = ngettext_lazy(
        "A payment can be disputed for one day, and that is over. Ask for a refund instead.",
        "A payment can be disputed for {days} days, and they are over. Ask for a refund instead.",
        "days",
    )


class NotThePart(NotAllowed):
    """The actor has another part in a dispute than this act asks for."""

    code = "not_the_part"
    sentence = _("This is for the other side of the dispute to do.")


class WrongMove(Refusal):
    """A dispute does not stand where this could be done."""

    code, status = "wrong_move", 409
    sentence = _("This cannot be done in this dispute any more. Look at the page again.")


class HearFirst(Refusal):
    """An arbiter would rule before the payee was heard; `days` is how long he has to answer."""

    code, status = "hear_first", 409
    sentence = _(
        "The person who was paid has {days} days to answer. Rule when the answer is there, or when they are over."
    )


class ConflictOfInterest(NotAllowed):
    """An administrator would rule on a dispute of his own."""

    code = "conflict_of_interest"
    sentence = _("You cannot rule on a dispute of your own, or of a shop you act for. Ask another administrator.")


class TooMuchBack(InvalidInput):
    """A ruling would give back more than has not gone back yet; `free` is that."""

    code = "too_much_back"

    def __init__(self, *, free: str, free_minor: int) -> None:
        reason = _("Between nothing and {free} can be paid back.").format(free=free)
        super().__init__(field="amount", reason=reason, free_minor=free_minor)


class TextMissing(InvalidInput):
    """A dispute, answer or ruling without words."""

    code = "text_missing"

    def __init__(self, *, field: str) -> None:
        super().__init__(field=field, reason=_("Say it in a few words; the others read it."))


class VoucherInvalid(InvalidInput):
    """Vouchers with a number or a last day that cannot be; `field` names the one to change."""

    code = "voucher_invalid"


class VouchersNotCovered(Refusal):
    """The issuer has not enough for all the vouchers."""

    code, status = "vouchers_not_covered", 409
    sentence = _("You have not enough for all of these. Issue fewer, or of a smaller value.")


class TooManyVouchers(Refusal):
    """A member has as many open vouchers as one may have."""

    code, status = "too_many_vouchers", 409
    sentence = _("At most {limit} of your vouchers can be open at once.")


class IssuedOften(Refusal):
    """A member has issued vouchers as often as they may in a day, also when they took them back."""

    code, status = "issued_often", 429
    sentence = _("You have issued vouchers {limit} times today. Please try again tomorrow.")


class VoucherUnknown(NotFound):
    """No voucher of the community has this code."""

    code = "voucher_unknown"
    sentence = _("There is no voucher with this code here. Check what you typed.")


class VoucherOver(Refusal):
    """A voucher that was redeemed or ended by its issuer."""

    code, status = "voucher_over", 409
    sentence = _("This voucher was redeemed before, or its issuer has ended it.")


class VoucherExpired(Refusal):
    """A voucher whose last day is over."""

    code, status = "voucher_expired", 410
    sentence = _("This voucher has expired.")


class VoucherStopped(Refusal):
    """A voucher of an issuer who is suspended or has left."""

    code, status = "voucher_stopped", 409
    sentence = _("The member who issued this voucher is not active now, so it cannot be redeemed.")


class TooManyTries(Refusal):
    """A member has typed too many wrong codes."""

    code, status = "too_many_tries", 429
    sentence = ngettext_lazy(
        "Too many wrong codes. Try again in one minute.",
        "Too many wrong codes. Try again in {minutes} minutes.",
        "minutes",
    )


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


class RequestUnknown(NotFound):
    """There is no such request, or it is between others."""

    code = "request_unknown"
    sentence = _("There is no such request, or it was not meant for you.")


class RequestClosed(Refusal):
    """The request is no longer open; each kind says why."""

    code, status = "request_closed", 409
    sentence = _("This request is closed.")


class RequestWasPaid(RequestClosed):
    """Somebody has paid it."""

    code = "request_was_paid"
    sentence = _("This request has been paid already. Nothing more was paid.")


class RequestWasDenied(RequestClosed):
    """The one who was asked has said no."""

    code = "request_was_denied"
    sentence = _("This request was denied, so it cannot be paid. The other side can ask again.")


class RequestWasCancelled(RequestClosed):
    """The one who asked has taken it back."""

    code = "request_was_cancelled"
    sentence = _("This request was taken back, so there is nothing to pay.")


class RequestHasExpired(RequestClosed):
    """Its time is over."""

    code = "request_has_expired"
    sentence = _("This request has expired. Ask for a new one, or pay by name.")


class OnlyAskerMay(NotAllowed):
    """Somebody else than the asker wants to cancel or remind."""

    code = "only_asker_may"
    sentence = _("Only the person who asked can do this.")


class OnlyAskedMay(NotAllowed):
    """Somebody else than the one asked by name wants to say no."""

    code = "only_asked_may"
    sentence = _("Only the person who was asked can say no.")


class AskingOneself(Refusal):
    """Asker and asked are the same member."""

    code, status = "asking_oneself", 422
    sentence = _("This is you. Choose somebody else to ask.")


class AskedGone(Refusal):
    """The one to be asked is a member no more, or not now; `payer` is the name, `state` why."""

    code, status = "asked_gone", 409
    sentence = _("{payer} is not an active member now, so there is nobody to pay.")


class RequestsFull(Refusal):
    """More open requests than one member may have; `limit` is the number."""

    code, status = "requests_full", 409
    sentence = _("You have {limit} open requests, which is the most there can be. Wait for answers, or cancel some.")


class AskedOften(Refusal):
    """A member has asked another, or all others, as often as he may in a day, also when he took it back."""

    code, status = "asked_often", 429
    sentence = _("You have asked for payments {limit} times today. Please try again tomorrow.")


class DisputedOften(Refusal):
    """A member has disputed as many payments, to one other or to all, as they may in a day."""

    code, status = "disputed_often", 429
    sentence = _("You have disputed {limit} payments today. Please try again tomorrow.")


class AskedEnough(Refusal):
    """More open requests to one member than there may be; `payer` is the name."""

    code, status = "asked_enough", 409
    sentence = _("{payer} has {limit} open requests of yours. Wait for an answer before you ask for more.")


class RemindedLately(Refusal):
    """A reminder within a day of the last word."""

    code, status = "reminded_lately", 409
    sentence = _("You can remind once a day. Try again tomorrow.")


class NobodyToRemind(Refusal):
    """A link that anybody may pay has nobody to be reminded."""

    code, status = "nobody_to_remind", 409
    sentence = _("This request is for whoever opens its link, so there is nobody to remind. Send the link again.")


class ReasonForNoMissing(InvalidInput):
    """A no without a reason."""

    code = "reason_for_no_missing"

    def __init__(self) -> None:
        super().__init__(field="reason", reason=_("Say in a few words why not."))
