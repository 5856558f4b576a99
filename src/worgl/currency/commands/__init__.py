"""Writes of the currency domain: founding, wallets, money given, limits, levy, spend rule, leaving."""

from worgl.currency.commands.commons import pay_unspent
from worgl.currency.commands.figures import update_figures
from worgl.currency.commands.founding import check_unit, found_town, open_currency
from worgl.currency.commands.givings import give_many, hand_out
from worgl.currency.commands.grants import give_to_commons, issue, spend_commons, spend_operator
from worgl.currency.commands.health import close_days
from worgl.currency.commands.issuing import issue_many
from worgl.currency.commands.leaving import depart, leave_town
from worgl.currency.commands.levies import run_levy, take_due_levies
from worgl.currency.commands.limit_orders import apply_limits, order_limits
from worgl.currency.commands.limits import (
    allowance_of,
    allowances_of,
    check_limits,
    count_payment,
    count_payments,
    count_payments_of,
    refresh_limits,
    set_limits,
)
from worgl.currency.commands.link_letters import send_links, stop_links
from worgl.currency.commands.member_imports import bring_in, check_member_import, start_member_import
from worgl.currency.commands.naming import rename_coin
from worgl.currency.commands.wallets import make_external, open_external, open_wallet, open_wallets, welcome_back

__all__ = [
    "allowance_of",
    "allowances_of",
    "apply_limits",
    "bring_in",
    "check_limits",
    "check_member_import",
    "check_unit",
    "close_days",
    "count_payment",
    "count_payments",
    "count_payments_of",
    "depart",
    "found_town",
    "give_many",
    "give_to_commons",
    "hand_out",
    "issue",
    "issue_many",
    "leave_town",
    "make_external",
    "open_currency",
    "open_external",
    "open_wallet",
    "open_wallets",
    "order_limits",
    "pay_unspent",
    "refresh_limits",
    "rename_coin",
    "run_levy",
    "send_links",
    "set_limits",
    "spend_commons",
    "spend_operator",
    "start_member_import",
    "stop_links",
    "take_due_levies",
    "update_figures",
    "welcome_back",
]
