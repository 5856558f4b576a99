"""Requests: one member asks another for a payment, or whoever opens a link; and the till, customer by customer.

Words: a *request* names an amount and a note, and perhaps a payer; its *asker* made it. It is answered once: paid,
denied with a reason, taken back by its asker, or ended by its time. A *till* shows codes of requests that last
minutes; its *day* is what came in and went back.

Invariants: a request is paid once, by the payment whose id follows from it; who loses to another answer learns what
that was; a request without a payer is seen by every active member who has its code, one with a payer by its two
sides alone.
Size limits: `OPEN_MAX` open requests of one asker, `OPEN_OF_ONE_MAX` to one payer, a note of `NOTE_MAX` characters.
"""
