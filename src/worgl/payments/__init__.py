"""Payments: members pay each other, give back, and read what happened.

Words: a *payment* is a transfer from one member to another that both know about, with a note; a
*refund* is a new payment the other way that names the first one; a *receipt* says both sides of one
payment; *activity* is an account's entries, newest first; a *statement* is an account over a period,
with a running balance that adds up; a *batch* pays many at once, each line for itself.

It is the narrow waist of the house: whoever above it moves a member's coins does so through here.
One payment is one database transaction: the ledger's transfer, the payment's row, the fact. It knows none of the
domains above it: their transfers have codes that they declare, and what they add to its pages they draw themselves.

Invariants: a payment's id is its transfer's; the refunds of a payment never exceed it; nothing is
edited or deleted, what was wrong is paid back; a preview decides by the payment's own rules and writes nothing,
so the two cannot disagree; a statement's opening and its lines make its closing.
Size limits: a note has `NOTE_MAX` characters, a page `PAGE_MAX` lines, a statement
`STATEMENT_LINES_MAX`, a batch `ORDERS_MAX` lines.
"""
