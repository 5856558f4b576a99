"""Writes of disputes: opened, answered, ended, ruled, and what a ruling owes collected."""

from worgl.disputes.commands.disputing import (
    answer_dispute,
    open_dispute,
    rule_dispute,
    settle_dispute,
    withdraw_dispute,
)
from worgl.disputes.commands.owing import collect_owed

__all__ = ["answer_dispute", "collect_owed", "open_dispute", "rule_dispute", "settle_dispute", "withdraw_dispute"]
