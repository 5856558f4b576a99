"""Vouchers: coins of their issuer that are held for whoever redeems a code.

Words: vouchers issued together are a *series*; a *code* is printed and told, never kept; its *mark* is. A voucher
is redeemed once, or ends with its last day or by its issuer, who then has the coins back.

Invariants: an open voucher is worth what the ledger holds for it; it counts against a day's limit when it is
issued, not when it is redeemed; the redeeming payment's id follows from the voucher.
Size limits: `COUNT_MAX` vouchers of a series, `OPEN_MAX` open ones of one member, `DAYS_MAX` days until the last
day.
"""
