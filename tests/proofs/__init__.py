"""Proofs of the ledger that need processes of their own: kills, restarts, many writers."""
