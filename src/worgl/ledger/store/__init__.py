"""The ledger's SQL: one `Store` per database, on a connection that is already inside a transaction.

A store reads what a batch must know under the book's lock and writes what the fold made of it. It
decides nothing. `opening.over_django` gives the store of the database in use.
Nothing is imported here, so that whoever asks for one module loads that one alone.
"""
