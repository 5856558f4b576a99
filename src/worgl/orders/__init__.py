"""Orders: payments that make themselves, on dates to come or row by row.

Words: a *standing order* pays one member by its *rhythm*; each date that has fallen due is a *run*, paid once or
listed with the reason why not. A *pay list* is a table of payments, a draft until it is confirmed, then paid all or
good rows only.

Invariants: a date and a row are paid once, by the payment whose id follows from them; what was not paid is listed
with its reason; an order is looked at again while a date is to come; who has left pays and is paid no more.
Size limits: `ORDERS_MAX` standing orders of one member, `ROWS_MAX` rows of a pay list, `DATES_AT_ONCE` dates in one
transaction.
"""
