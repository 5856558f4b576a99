"""Disputes: a payer's objection to a payment, which the payee answers and an administrator rules on.

Words: the *arbiter* is the administrator who rules, with no part in it; a *ruling* says how much goes back; what of
it the payee has not got is *owed* and collected as money comes.

Invariants: a payment is disputed once, for some days; no ruling gives back more than was paid and has not gone
back; each act belongs to one part and one state; nobody rules on an affair of their own.
Size limits: `DISPUTES_OPENED` disputes a day of one member, a text of `TEXT_MAX` characters.
"""
