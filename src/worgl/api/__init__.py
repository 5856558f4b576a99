"""API: the door for programs. Puts the domains' `api` rooms together; knows keys, rates and the document.

Words: a *personal key* lets a program act for a person; a *scope* is what a key may do; a *window* is a
minute in which requests are counted; the *document* describes every address (OpenAPI 3.1); an *endpoint*
is where a *webhook* goes; a *message* is one thing told to one endpoint.

Invariants: a key never lets its bearer do what its person may not do themselves; of a key only the hash of
its secret is kept; what a key may spend in a day holds under concurrency; every refusal is a problem
(RFC 9457) whose code is the refusal's; a message is sent outside of every transaction, at least once, always
under the same id, and never to an address of the house's own network.
Size limits: a person has `KEYS_MAX` keys, a key lives `KEY_DAYS_MAX` days, a list has `PAGE_MAX` items, a
member or community has `ENDPOINTS_MAX` endpoints, a message `BODY_MAX` bytes; `WAITING_MAX` messages wait for an
endpoint, and `ENDED_KEPT` that are over are kept.
"""
