"""The codes of transfers of money's own: what is issued, levied, shared and given."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from worgl.core.codes import CodeMeaning
from worgl.currency.rules.values import TransferCode

CODES = (
    CodeMeaning(TransferCode.ISSUE, "issue", _("New coins")),
    CodeMeaning(TransferCode.LEVY, "levy", _("Faded")),
    CodeMeaning(TransferCode.LEVY_SHARE, "levy_share", _("From the levy")),
    CodeMeaning(TransferCode.DIVIDEND, "dividend", _("Dividend")),
    CodeMeaning(TransferCode.BURN, "burn", _("Taken out of circulation")),
    CodeMeaning(TransferCode.EXIT, "exit", _("Left over on leaving")),
    CodeMeaning(TransferCode.GRANT, "grant", _("Paid out by the treasurer")),
    CodeMeaning(TransferCode.GIFT, "gift", _("Gift to the common fund")),
    CodeMeaning(TransferCode.COINAGE, "coinage", _("Welcome coins")),
    CodeMeaning(TransferCode.OPENING, "opening", _("Opening balance")),
)
