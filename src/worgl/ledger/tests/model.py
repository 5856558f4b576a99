"""The ledger in thirty lines: the plainest statement of what it does, to compare the real one with."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from worgl.ledger.rules import Code, Kind, Transfer


@dataclass
class Model:
    """Balances by dictionary; one unit, accounts open, ids never shared between journals and single transfers."""

    floors: dict[int, int]
    ceilings: dict[int, int]
    posted: dict[int, int] = field(default_factory=dict)
    held: dict[UUID, Transfer] = field(default_factory=dict)
    done: dict[UUID, Transfer] = field(default_factory=dict)
    refused: set[UUID] = field(default_factory=set)

    def balance(self, account: int) -> int:
        return self.posted.get(account, 0)

    def out(self, account: int) -> int:
        return sum(hold.amount for hold in self.held.values() if hold.debit == account)

    def into(self, account: int) -> int:
        return sum(hold.amount for hold in self.held.values() if hold.credit == account)

    def apply(self, item: Transfer, at: int) -> Code:
        if item.id in self.done:
            return Code.ALREADY_DONE if self.done[item.id] == item else Code.ID_REUSED
        if item.id in self.refused:
            return Code.ALREADY_REFUSED
        code = self.judge(item, at)
        if code is not Code.OK:
            self.refused.add(item.id)
            return code
        self.done[item.id] = item
        if item.kind is Kind.HOLD:
            self.held[item.id] = item
        elif item.pending_id is not None:
            del self.held[item.pending_id]
        if item.kind in {Kind.TRANSFER, Kind.POST}:
            self.posted[item.debit] = self.balance(item.debit) - item.amount
            self.posted[item.credit] = self.balance(item.credit) + item.amount
        return Code.OK

    def judge(self, item: Transfer, at: int) -> Code:  # noqa: PLR0911 -- one line a rule is the point of a model
        if item.debit not in self.floors or item.credit not in self.floors:
            return Code.ACCOUNT_UNKNOWN
        if item.debit == item.credit:
            return Code.SAME_ACCOUNT
        if item.amount <= 0:
            return Code.AMOUNT_NOT_POSITIVE
        if item.kind in {Kind.POST, Kind.VOID, Kind.EXPIRE}:
            return self.judge_end(item, at)
        if self.balance(item.debit) - self.out(item.debit) - item.amount < self.floors[item.debit]:
            return Code.BELOW_FLOOR
        if self.balance(item.credit) + self.into(item.credit) + item.amount > self.ceilings[item.credit]:
            return Code.ABOVE_CEILING
        return Code.OK

    def judge_end(self, item: Transfer, at: int) -> Code:
        hold = self.done.get(item.pending_id) if item.pending_id else None
        if hold is None or hold.kind is not Kind.HOLD:
            return Code.HOLD_UNKNOWN
        same = (hold.debit, hold.credit) == (item.debit, item.credit)
        if not same or (item.kind is not Kind.POST and hold.amount != item.amount):
            return Code.HOLD_DIFFERS
        if item.pending_id not in self.held:
            return Code.HOLD_ALREADY_RESOLVED
        over = hold.expires_at is not None and hold.expires_at <= at
        if item.kind is Kind.POST and over:
            return Code.HOLD_EXPIRED
        if item.kind is Kind.EXPIRE and not over:
            return Code.HOLD_NOT_EXPIRED
        return Code.HOLD_EXCEEDED if item.amount > hold.amount else Code.OK
