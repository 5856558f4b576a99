"""The front: what stands between the listening socket and Django, so that slow strangers keep nobody waiting.

granian calls it (RSGI) in one thread for all connections. A body is taken in whole, within a size and a time, before
one of a fixed number of threads is given the request; an answer is sent to a slow reader after that thread is free
again. The sign of life is answered here, whatever the threads are busy with.

Words: a body is what comes with a request; a reader is who gets the answer; a place is a thread or a turn to wait
for one.

Invariants: no thread waits for a stranger; nothing is kept without bound.
Size limits: `bodies.BODY_MAX` bytes a body, `bodies.READING_MAX` bodies under way, `front.WAITING_MAX` requests
waiting for a thread; beyond them 413, 408 and 503.
"""

from worgl.web.front.front import Front

__all__ = ["Front"]
