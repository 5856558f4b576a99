"""Statements and receipts as PDF."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from worgl.communities.queries import Community, look_picture
from worgl.communities.queries import community as community_of
from worgl.communities.rules import LookKind
from worgl.core.bidi import LEFT_TO_RIGHT_MARK
from worgl.core.colours import palette
from worgl.core.dates import day_text, day_text_at, moment_text
from worgl.core.money import format_minor
from worgl.core.papers import Column, Letterhead, Paper
from worgl.currency.queries import currency_of
from worgl.payments.rules import Receipt, StatementView

MINUS = "−"


def statement_pdf(view: StatementView) -> bytes:
    """Return a statement as PDF: opening, sums, closing, and every line with the balance after it."""
    town = community_of(view.community)

    def text(minor: int) -> str:
        return _amount(minor, town, exponent=view.exponent)

    paper = Paper(
        _("Statement from {start} to {end}").format(start=day_text(view.start), end=day_text(view.end)),
        kicker=LEFT_TO_RIGHT_MARK
        + _("{name}, {community}, in {coin}").format(
            name=view.holder.name, community=view.community_name, coin=view.currency
        ),
        letterhead=letterhead_of(town),
    )
    paper.pairs(
        [
            (_("Balance before {on}").format(on=day_text(view.start)), text(view.opening_minor)),
            (_("Came in"), text(view.in_minor)),
            (_("Went out"), text(-view.out_minor)),
            (_("Balance at the end of {on}").format(on=day_text(view.end)), text(view.closing_minor)),
        ]
    )
    columns = (
        Column(_("Day"), 100),
        Column(_("With whom"), 110),
        Column(_("What for"), 129),
        Column(_("Amount"), 80, side="end"),
        Column(_("Balance"), 80, side="end"),
    )
    paper.table(
        columns,
        (
            (
                day_text_at(line.at, view.zone),
                line.counterparty.name,
                line.text,
                text(line.delta_minor),
                text(line.balance_after_minor),
            )
            for line in view.lines
        ),
    )
    if not view.lines:
        paper.line(_("Nothing moved in this time."))
    return paper.pdf()


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return a receipt as PDF."""
    town, currency = community_of(receipt.community), currency_of(receipt.community)

    def text(minor: int) -> str:
        return f"{_amount(minor, town, exponent=currency.exponent)} {currency.name}"

    paper = Paper(_("Refund") if receipt.is_refund else _("Receipt"), kicker=town.name, letterhead=letterhead_of(town))
    paper.line(text(receipt.amount_minor), size=16, is_bold=True)
    if receipt.note:
        paper.line(receipt.note)
    paper.space()
    rows = [
        (pgettext("payment", "From"), receipt.payer.name),
        (pgettext("payment", "To"), receipt.payee.name),
        (_("When"), moment_text(receipt.at, town.zone)),
    ]
    if receipt.refund_of:
        rows.append((_("Gives back"), str(receipt.refund_of)))
    if receipt.refunded_minor:
        rows.append((_("Given back since"), text(receipt.refunded_minor)))
    paper.pairs([*rows, (_("Number"), str(receipt.payment))])
    return paper.pdf()


def _amount(minor: int, town: Community, *, exponent: int) -> str:
    mark = town.decimal_mark
    number = format_minor(abs(minor), exponent=exponent, decimal_mark=mark, group_mark="," if mark == "." else ".")
    return f"{MINUS}{number}" if minor < 0 else number


def letterhead_of(town: Community) -> Letterhead | None:
    """Return how a community shows itself on paper, None when it has chosen nothing."""
    if not town.look:
        return None
    logo = look_picture(community=town.id, kind=LookKind.LOGO) if town.logo else b""
    return Letterhead(palette(town.colour).hero[0] if town.colour else "", logo)
