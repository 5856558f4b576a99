"""Identity: people and how they sign in. Knows no community and no money.

Words: a *person* is a human being with an e-mail address and a password; an *operator* is a person who
runs the node. What a person is in a community (a *member*) belongs to `communities`.

Invariants: an e-mail address belongs to one person and is kept in lower case; passwords are kept as
Argon2 hashes, never as text; no address, name or password is written to a log.
Size limits: NAME_MAX characters a name, EMAIL_MAX an address; sign-in is limited by ACCOUNT_RATE_LIMITS.
"""
