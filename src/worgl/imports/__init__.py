"""Imports: transfers that happened elsewhere, booked from a file.

Words: a *run* is one file on its way; a *foreign account* is what an account is called in it; an *issuer* is an
account that may go below zero, because it made the money; a row that cannot be booked is *refused*, with its
reason.

Invariants: each row is booked once or listed with its reason; a file that was begun goes on where it stopped; the
same row has the same id wherever it is imported.
Size limits: a row has `ROW_MAX` characters, an account's name `EXTERNAL_ID_MAX`, a transaction `BATCH_MAX` rows.
"""
