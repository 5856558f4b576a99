"""The data plane: group commit and batches, outside any request's transaction, on connections of its own.

A caller that finds no commit of its book running becomes the leader, which takes all that waits (up to
BATCH_MAX), commits it at once, wakes the others with their outcomes, and hands the lead on. No timer:
one client waits for one commit, many clients form batches by themselves. Several processes may lead
commits of the same book; the book's lock keeps them in turn.
"""

from worgl.ledger.plane.entry import APPLICATION, close, submit, submit_batch, submit_journal

__all__ = ["APPLICATION", "close", "submit", "submit_batch", "submit_journal"]
