"""Refusals of vouchers, in words a member understands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from worgl.core.errors import InvalidInput, NotFound, Refusal


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
