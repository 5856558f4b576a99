"""The ledger: books, accounts, transfers, holds. The one room with hand-written SQL.

Words: a *book* is a community's ledger, opaque here; an *account* holds one *unit*; a *transfer*
moves a positive amount of minor units from a debit to a credit account of the same book and unit; a
*journal* is an atomic set of transfers of one book; a *hold* reserves and is *posted*, *voided* or
*expired* once; an *entry* is one side of a transfer as its account sees it; an *outcome* is the
recorded answer to an id that was refused; a *commit* is what one database transaction wrote to one book.

It knows no person and no community policy. Two ways in: `commands.post` inside the caller's
transaction, and `plane` (group commit, batches) outside any.

Invariants, proved by `audit`: each unit of each book sums to zero; an account's balance is the sum
of its entries; entries and transfers are numbered without a gap; held sums equal the open holds; no
balance leaves its floor or ceiling; each commit's hash covers its transfers and the commit before it.
Size limits: `AMOUNT_MAX` a transfer, `BATCH_MAX` transfers a commit, one writer a book at a time.
"""
