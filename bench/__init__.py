"""Measurements of the ledger against its own databases, in one interleaved run.

`make bench` (or `python -m bench`) prints a table and writes it to bench/results/. Each bar compares
medians of at least five rounds of ours and of what it is measured against, taken in turn, so that a
machine whose speed drifts slows both. `--full` grows the books to ten million transfers.
"""
