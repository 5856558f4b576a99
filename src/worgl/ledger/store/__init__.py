"""The ledger's SQL: one `Store` per database, on a connection that is already inside a transaction.

A store reads what a batch must know under the book's lock and writes what the fold made of it. It
decides nothing. `over` gives the store of a raw database connection.
"""

from worgl.ledger.store.base import Store
from worgl.ledger.store.opening import over_django

__all__ = ["Store", "over_django"]
