"""Core: money, time, identity of things, errors, commands, facts, jobs. Knows no domain.

Words: *minor* is an integer count of a unit's smallest part; *ppm* is parts per million; a *refusal*
is a typed answer "no" with a code, an HTTP status and a sentence; a *command* is one use case in one
transaction with one idempotency key; a *fact* is something that happened, written in that
transaction and delivered afterwards, at least once; a *job* is work kept in the database; a *lane* is one of
the things a worker does beside each other; a *rate* is how often something may be done within a span of time,
and a *counter* how often somebody has.

Invariants: nothing here imports another part of worgl. The clock is read only in `clock.py`.
Size limits: see `limits.py`; every list that can grow is paged or capped by one of them.
"""
