"""How a process keeps its memory: a program that has loaded its code looks at it no more.

Python's collector of cycles walks through everything a process holds, again and again while many objects
are made. A batch of 8,192 transfers makes tens of thousands of them, none in a cycle, beside a loaded
program of some hundred thousand: looking at those cost a fifth of a batch.
"""

from __future__ import annotations

import gc

YOUNG_MAX = 10_000
"""Objects made and not yet freed before the collector looks for cycles among them; Python's own is 700.

Five times as many would make a batch 2 % quicker, and let a page now and then wait 20 ms for it.
"""


def tune_gc() -> None:
    """Take what is loaded out of the collector's sight, and let it look less often; called once a process is set up."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_MAX, 10, 10)
